import type { PairCache } from "../cache/types.ts";
import { toFailure } from "../failure.ts";
import type { E164 } from "../phone/e164.ts";
import type { ConsentsApi } from "../ringcentral/types.ts";

export interface OnDemandPorts {
  readonly consents: Pick<ConsentsApi, "recordsOf">;
  readonly cache: PairCache;
  /** Epoch ms. */
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** Waits for more questions to go with the first. */
  readonly gather: () => Promise<void>;
}

/** Recipients whose age is remembered: a page of the largest CRM has fewer. */
const MOST_KNOWN = 20_000;

/**
 * Asks the server about single recipients, where an account may not be read as a
 * whole. Questions that come close together go in one request, nobody is asked for
 * twice while an answer is under way, and an answer holds for `freshMs`. What it
 * says goes into the cache; how old it is stays in memory, so that a new worker
 * asks again.
 */
export function createOnDemand({ consents, cache, now, signal, gather }: OnDemandPorts) {
  /** Epoch ms at which each recipient's question began; the least recent first. */
  const known = new Map<E164, number>();
  const asking = new Map<E164, Promise<void>>();
  let waiting: { readonly recipients: Set<E164>; readonly answered: Promise<void> } | null = null;

  const remember = (recipients: Iterable<E164>, at: number): void => {
    for (const recipient of recipients) {
      known.delete(recipient);
      known.set(recipient, at);
    }
    for (const oldest of known.keys()) {
      if (known.size <= MOST_KNOWN) break;
      known.delete(oldest);
    }
  };

  const ask = async (recipients: Set<E164>): Promise<void> => {
    await gather();
    waiting = null;
    const list = [...recipients];
    const at = now();
    const begin = await cache.sequence();
    const { records, malformed } = await consents.recordsOf(list, signal);
    // A record that could not be read may be an opt-out: then silence says nothing.
    await cache.learn(records, malformed === 0 ? { recipients: list, begin } : undefined);
    if (malformed === 0) remember(list, at);
  };

  const enqueue = (recipient: E164): Promise<void> => {
    if (!waiting) {
      const recipients = new Set<E164>();
      waiting = { recipients, answered: ask(recipients) };
    }
    const { recipients, answered } = waiting;
    recipients.add(recipient);
    const done = answered.finally(() => asking.delete(recipient));
    asking.set(recipient, done);
    return done;
  };

  return {
    /**
     * When what the cache says of each recipient was true; one whose question failed
     * is absent. Never rejects.
     */
    ages: async (
      recipients: readonly E164[],
      freshMs: number,
    ): Promise<ReadonlyMap<E164, number>> => {
      const isFresh = (at: number | undefined): at is number =>
        at !== undefined && Math.abs(now() - at) <= freshMs;
      const stale = recipients.filter((recipient) => !isFresh(known.get(recipient)));
      const answers = stale.map((recipient) => asking.get(recipient) ?? enqueue(recipient));
      await Promise.all(answers.map((answer) => answer.catch(toFailure)));
      return new Map(
        recipients.flatMap((recipient) => {
          const at = known.get(recipient);
          return isFresh(at) ? [[recipient, at] as const] : [];
        }),
      );
    },
    /** So many recipients' ages are held. */
    size: (): number => known.size,
    forget: (): void => known.clear(),
  };
}

export type OnDemand = ReturnType<typeof createOnDemand>;
