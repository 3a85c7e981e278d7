import { z } from "zod";

/** RingCentral's usage plan groups. */
export const RATE_GROUPS = ["light", "medium", "heavy", "auth"] as const;
export type RateGroup = (typeof RATE_GROUPS)[number];

/** What is known of one group. Times in epoch ms. */
export interface GroupState {
  /** No request before `from + ms`. Kept as a length, so that a clock set back cannot make it longer. */
  silence: { from: number; ms: number } | null;
  limit: number;
  windowMs: number;
  /** When requests within the window were sent; those of others with this account are counted in. */
  sent: number[];
}

/** Where the state outlives the worker: a request during a penalty would restart the penalty. */
export interface RateLimitStore {
  load(): Promise<unknown>;
  save(state: unknown): Promise<void>;
}

const positive = z.number().positive();
const groupSchema = z.object({
  silence: z.object({ from: z.number(), ms: positive }).nullable(),
  limit: positive,
  windowMs: positive,
  sent: z.array(z.number()).max(1000),
});
const stateSchema = z.partialRecord(z.enum(RATE_GROUPS), groupSchema.optional().catch(undefined));

/** RingCentral's published defaults, believed until an answer says otherwise. */
const PUBLISHED_LIMITS: Readonly<Record<RateGroup, number>> = {
  light: 50,
  medium: 40,
  heavy: 10,
  auth: 5,
};
const PUBLISHED_WINDOW_MS = 60_000;

export const freshGroup = (group: RateGroup): GroupState => ({
  silence: null,
  limit: PUBLISHED_LIMITS[group],
  windowMs: PUBLISHED_WINDOW_MS,
  sent: [],
});

export function readState(stored: unknown): Partial<Record<RateGroup, GroupState>> {
  const parsed = stateSchema.safeParse(stored);
  return parsed.success ? (parsed.data as Partial<Record<RateGroup, GroupState>>) : {};
}
