import { z } from "zod";
import type { StoredValue } from "../cache/key-value.ts";
import { toFailure } from "../failure.ts";
import { type E164, e164FromNumber, e164ToNumber } from "../phone/e164.ts";

const storedSchema = z.object({
  account: z.string(),
  recipients: z.instanceof(Float64Array<ArrayBuffer>),
  /** Epoch ms. */
  times: z.instanceof(Float64Array<ArrayBuffer>),
});

/** A page of the largest CRM has fewer. */
const MOST_KNOWN = 20_000;

export interface KnownAgesPorts {
  readonly store: StoredValue;
  /** Which account is signed in; null when none is. */
  readonly account: () => Promise<string | null>;
}

/** When each of the recipients asked for last was asked for (epoch ms): kept on disk for the next worker, and for one account. */
export function createKnownAges({ store, account }: KnownAgesPorts) {
  let kept: { readonly account: string | null; readonly ages: Map<E164, number> } | null = null;

  const load = async (owner: string | null): Promise<Map<E164, number>> => {
    if (kept?.account === owner) return kept.ages;
    // Without them everybody is asked for again.
    const parsed = storedSchema.safeParse(await store.load().catch(toFailure));
    const ages = new Map<E164, number>();
    if (parsed.success && parsed.data.account === owner) {
      const { recipients, times } = parsed.data;
      recipients.forEach((recipient, at) => {
        ages.set(e164FromNumber(recipient), times[at] ?? 0);
      });
    }
    kept = { account: owner, ages };
    return ages;
  };

  const ages = async (): Promise<Map<E164, number>> => load(await account());

  return {
    ages: async (): Promise<ReadonlyMap<E164, number>> => ages(),
    /** Gives those whose age is dropped for it. */
    note: async (recipients: readonly E164[], at: number): Promise<readonly E164[]> => {
      const owner = await account();
      const known = await load(owner);
      for (const recipient of recipients) {
        known.delete(recipient);
        known.set(recipient, at);
      }
      const dropped = [...known.keys()].slice(0, Math.max(0, known.size - MOST_KNOWN));
      for (const oldest of dropped) known.delete(oldest);
      await store
        .save({
          account: owner ?? "",
          recipients: Float64Array.from(known.keys(), e164ToNumber),
          times: Float64Array.from(known.values()),
        })
        .catch(toFailure);
      return dropped;
    },
    forget: async (): Promise<void> => {
      kept = null;
      await store.clear();
    },
  };
}

export type KnownAges = ReturnType<typeof createKnownAges>;
