import { z } from "zod";
import type { StoredValue } from "../cache/key-value.ts";
import type { PairCache } from "../cache/types.ts";
import type { ConsentRecord } from "../consent/record.ts";
import { type FailureCode, toFailure } from "../failure.ts";
import { type E164, isE164 } from "../phone/e164.ts";
import type { ChangeOutcome, ConsentChange, ConsentsApi } from "../ringcentral/types.ts";

export interface OutboxPorts {
  readonly store: StoredValue;
  readonly consents: Pick<ConsentsApi, "change">;
  readonly cache: PairCache;
}

export interface OutboxReport extends ChangeOutcome {
  readonly queued: readonly ConsentChange[];
}

const e164 = z.custom<E164>((value) => typeof value === "string" && isE164(value));
const changeSchema = z.object({
  from: e164.nullable(),
  to: e164,
  optStatus: z.enum(["OptOut", "OptIn"]),
  campaignType: z.string().optional(),
  notes: z.string().optional(),
});

/** Failures that pass by themselves: the change waits. */
const WAITS: ReadonlySet<string> = new Set<FailureCode>([
  "aborted",
  "offline",
  "timed-out",
  "server-error",
  "maintenance",
  "rate-limited",
  "signed-out",
  "session-ended",
]);

const toRecord = (change: ConsentChange): ConsentRecord => ({
  from: change.from,
  to: change.to,
  optStatus: change.optStatus,
  coverage: change.from === null ? "Account" : "PhoneNumber",
  source: "Api",
  ...(change.notes === undefined ? {} : { notes: change.notes }),
});

const samePair = (a: ConsentChange, b: ConsentChange): boolean =>
  a.to === b.to && a.from === b.from && a.campaignType === b.campaignType;

/**
 * Changes by a person, on disk before the first attempt. An opt-out guards from
 * the moment it is entered and keeps guarding when the server refuses it, since the
 * customer's word counts; an opt-in lifts nothing before the server has confirmed it.
 */
export function createOutbox({ store, consents, cache }: OutboxPorts) {
  let work: Promise<unknown> = Promise.resolve();

  const load = async (): Promise<readonly ConsentChange[]> => {
    const stored = await store.load();
    return Array.isArray(stored)
      ? stored.flatMap((item) => {
          const parsed = changeSchema.safeParse(item);
          return parsed.success ? [parsed.data as ConsentChange] : [];
        })
      : [];
  };

  const confirm = async (done: readonly ConsentChange[]): Promise<void> => {
    const records = done.map(toRecord);
    await cache.learn(records);
    await cache.release(records);
  };

  const send = async (signal: AbortSignal): Promise<OutboxReport> => {
    const waiting = await load();
    if (waiting.length === 0) return { done: [], failed: [], queued: [] };
    try {
      const { done, failed } = await consents.change(waiting, signal);
      const queued = failed.flatMap(({ change, errorCode }) =>
        WAITS.has(errorCode) ? [change] : [],
      );
      await confirm(done);
      await store.save(queued);
      return { done, failed: failed.filter(({ errorCode }) => !WAITS.has(errorCode)), queued };
    } catch (error) {
      const failure = toFailure(error);
      if (WAITS.has(failure.code)) return { done: [], failed: [], queued: waiting };
      await store.save([]);
      const refused = { errorCode: failure.code, message: failure.detail ?? "" };
      return { done: [], failed: waiting.map((change) => ({ change, ...refused })), queued: [] };
    }
  };

  /** One after the other: two sends at once would send a change twice. */
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const result = work.then(task);
    work = result.catch(() => undefined);
    return result;
  };

  return {
    submit: (changes: readonly ConsentChange[], signal: AbortSignal): Promise<OutboxReport> =>
      inTurn(async () => {
        const older = (await load()).filter((old) => !changes.some((c) => samePair(old, c)));
        await store.save([...older, ...changes]);
        const optOuts = changes.filter(({ optStatus }) => optStatus === "OptOut");
        await cache.hold(optOuts.map(toRecord));
        const mine = (change: ConsentChange): boolean => changes.some((c) => samePair(c, change));
        const report = await send(signal);
        return {
          done: report.done.filter(mine),
          failed: report.failed.filter(({ change }) => mine(change)),
          queued: report.queued.filter(mine),
        };
      }),
    /** Tries again what waits. */
    flush: (signal: AbortSignal): Promise<OutboxReport> => inTurn(() => send(signal)),
    waiting: load,
  };
}
