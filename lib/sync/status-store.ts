import { z } from "zod";
import type { StoredValue } from "../cache/key-value.ts";
import { FAILURE_CODES } from "../failure.ts";
import type { SyncStatus } from "./types.ts";

export const NEVER_SYNCED: SyncStatus = {
  phase: "idle",
  recordsRead: 0,
  lastSuccess: null,
  optOuts: 0,
  malformed: 0,
  source: null,
  differences: null,
  unproven: false,
  damaged: false,
  missed: 0,
  onDemand: null,
  account: null,
  failures: [],
};

const statusSchema = z.object({
  lastSuccess: z.number().nullable(),
  optOuts: z.number(),
  malformed: z.number(),
  source: z.enum(["export", "search", "list"]).nullable(),
  differences: z
    .object({ appeared: z.number(), lifted: z.number(), missing: z.number() })
    .nullable()
    .catch(null),
  unproven: z.boolean().catch(false),
  damaged: z.boolean().catch(false),
  missed: z.number().catch(0),
  onDemand: z.enum(["chosen", "refused"]).nullable().catch(null),
  account: z.string().nullable().catch(null),
  failures: z.array(
    z.object({
      code: z.enum(FAILURE_CODES),
      detail: z.string().optional(),
      retryAt: z.number().optional(),
      at: z.number(),
    }),
  ),
});

/** The status as a new worker finds it: what ran when the last one died runs no more. */
export async function loadStatus(store: StoredValue): Promise<SyncStatus> {
  const parsed = statusSchema.safeParse(await store.load());
  return parsed.success
    ? { ...NEVER_SYNCED, ...(parsed.data as Partial<SyncStatus>) }
    : NEVER_SYNCED;
}
