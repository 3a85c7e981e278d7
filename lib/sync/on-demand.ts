import type { PairCache } from "../cache/types.ts";
import { type Failure, toFailure } from "../failure.ts";
import type { E164 } from "../phone/e164.ts";
import type { ConsentsApi } from "../ringcentral/types.ts";
import type { KnownAges } from "./known-ages.ts";

export interface OnDemandPorts {
  readonly consents: Pick<ConsentsApi, "recordsOf">;
  readonly cache: PairCache;
  readonly known: KnownAges;
  /** Epoch ms. */
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** Waits for more questions to go with the first. */
  readonly gather: () => Promise<void>;
  /** Waits as long as whoever asks can: what is not answered then is told later. */
  readonly patience: () => Promise<void>;
  /** Answers that came after whoever asked had gone on without. */
  readonly onLate: (recipients: readonly E164[]) => void;
  /** How each question ended: null for an answer. */
  readonly onEnd: (failure: Failure | null) => void;
}

export interface Freshness {
  /** An answer holds so long. */
  readonly freshMs: number;
  /** Epoch ms since which live events have told of every change: an answer after it holds as long as they do. */
  readonly unbrokenSince: number | null;
}

/** Recipients of one request. */
const BATCH = 100;
/** Somebody waits for few: they do not stand behind a page of thousands. */
const FEW = 10;
/** What a page of thousands leaves of the rate limit to everything else. */
const SPARE = 10;
/** Penalties that a question sits out before it is given up. */
const MOST_PENALTIES = 5;

interface Lane {
  readonly recipients: Set<E164>;
  readonly spare: number;
  running: boolean;
}

/**
 * Asks the server about single recipients, where an account may not be read as a
 * whole. Questions that come close together go in one request, nobody is asked for
 * twice while an answer is under way, and what was answered goes into the cache.
 */
export function createOnDemand(ports: OnDemandPorts) {
  const { consents, cache, known, now, signal } = ports;
  const few: Lane = { recipients: new Set(), spare: 0, running: false };
  const many: Lane = { recipients: new Set(), spare: SPARE, running: false };
  const asking = new Map<E164, PromiseWithResolvers<void>>();
  const late = new Set<E164>();

  const end = (recipients: Iterable<E164>): void => {
    for (const recipient of recipients) {
      asking.get(recipient)?.resolve();
      asking.delete(recipient);
      late.delete(recipient);
    }
  };

  const ask = async (recipients: readonly E164[], spare: number): Promise<void> => {
    const at = now();
    const begin = await cache.sequence();
    const { records, malformed } = await consents.recordsOf(recipients, signal, spare);
    // A record that could not be read may be an opt-out: then silence says nothing.
    await cache.learn(records, malformed === 0 ? { recipients, begin } : undefined);
    if (malformed === 0) {
      const dropped = await known.note(recipients, at);
      if (dropped.length > 0) await cache.forgetOptIns(dropped);
    }
    const told = recipients.filter((recipient) => late.has(recipient));
    if (told.length > 0) ports.onLate(told);
  };

  const run = async (lane: Lane): Promise<void> => {
    await ports.gather();
    let penalties = 0;
    while (lane.recipients.size > 0) {
      const batch = [...lane.recipients].slice(0, BATCH);
      try {
        await ask(batch, lane.spare);
        ports.onEnd(null);
        penalties = 0;
      } catch (error) {
        const failure = toFailure(error);
        ports.onEnd(failure);
        // The limiter sits the penalty out before the next request.
        if (failure.code === "rate-limited" && ++penalties < MOST_PENALTIES) continue;
        // The rest would fare no better.
        end(lane.recipients);
        lane.recipients.clear();
        return;
      }
      for (const recipient of batch) lane.recipients.delete(recipient);
      end(batch);
    }
  };

  const start = (lane: Lane): void => {
    if (lane.running) return;
    lane.running = true;
    void run(lane).finally(() => {
      lane.running = false;
      if (lane.recipients.size > 0) start(lane);
    });
  };

  const enqueue = (recipients: readonly E164[]): readonly Promise<void>[] => {
    const lane = recipients.length <= FEW ? few : many;
    for (const recipient of recipients) {
      if (!asking.has(recipient)) asking.set(recipient, Promise.withResolvers());
      else if (lane === many || few.recipients.has(recipient)) continue;
      else many.recipients.delete(recipient);
      lane.recipients.add(recipient);
    }
    start(lane);
    return recipients.flatMap((recipient) => asking.get(recipient)?.promise ?? []);
  };

  return {
    /**
     * When what the cache says of each recipient was true (epoch ms); one whose
     * question failed or is not answered yet is absent. Never rejects.
     */
    ages: async (
      recipients: readonly E164[],
      { freshMs, unbrokenSince }: Freshness,
    ): Promise<ReadonlyMap<E164, number>> => {
      const isFresh = (at: number | undefined): at is number =>
        at !== undefined &&
        (Math.abs(now() - at) <= freshMs || (unbrokenSince !== null && at >= unbrokenSince));
      const before = await known.ages();
      const stale = recipients.filter((recipient) => !isFresh(before.get(recipient)));
      if (stale.length > 0) {
        await Promise.race([Promise.all(enqueue(stale)), ports.patience()]);
        for (const recipient of stale) if (asking.has(recipient)) late.add(recipient);
      }
      const after = await known.ages();
      return new Map(
        recipients.flatMap((recipient) => {
          const at = after.get(recipient);
          return isFresh(at) ? [[recipient, at] as const] : [];
        }),
      );
    },
    /** Everybody is asked for again. */
    forget: (): Promise<void> => known.forget(),
  };
}

export type OnDemand = ReturnType<typeof createOnDemand>;
