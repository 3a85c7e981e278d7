import type { StoredValue } from "../cache/key-value.ts";
import type { PairCache } from "../cache/types.ts";
import { type ConsentRecord, isOptOut } from "../consent/record.ts";
import { scopeKey } from "../consent/scope.ts";
import { compareServerTimes, parseServerTime } from "../consent/server-time.ts";
import { type FailureCode, toFailure } from "../failure.ts";
import type {
  ChangeOutcome,
  ConsentChange,
  ConsentsApi,
  RecordBatch,
} from "../ringcentral/types.ts";
import { recordFor, toRecord, WAITS } from "./change-laws.ts";
import { type OutboxEntry, parseEntries, samePair } from "./outbox-entry.ts";
import { CHANGED_MEANWHILE } from "./types.ts";

export interface OutboxPorts {
  readonly store: StoredValue;
  readonly consents: Pick<ConsentsApi, "change" | "recordsOf">;
  readonly cache: PairCache;
  /** Which account is signed in; null when none is. */
  readonly account: () => Promise<string | null>;
  /** Changes that waited and will not be sent, since others of the same pairs have come. */
  readonly onReplaced: (changes: readonly ConsentChange[]) => Promise<void>;
  readonly now: () => number;
}

export interface OutboxReport extends ChangeOutcome {
  readonly queued: readonly ConsentChange[];
}

export interface Outbox {
  /** Stores changes, then tries to send them. A change of a pair replaces the one before it. */
  submit(changes: readonly ConsentChange[], signal: AbortSignal): Promise<OutboxReport>;
  /** Tries again what waits. */
  flush(signal: AbortSignal): Promise<OutboxReport>;
  waiting(): Promise<readonly ConsentChange[]>;
  /** Lets the opt-outs that wait guard again, after the cache was cleared. */
  hold(): Promise<void>;
  /** Everything that waits or was refused, and what was sent last; newest first. */
  entries(): Promise<readonly OutboxEntry[]>;
  /** Sends a refused change again. */
  retry(id: number, signal: AbortSignal): Promise<OutboxReport>;
  /** Gives a change up; an opt-out of it guards no more unless the server has it. */
  drop(id: number): Promise<void>;
  /** What is done need not be kept; what waits or was refused is somebody's word and stays. */
  forgetSent(): Promise<void>;
}

/** Told to whoever asked. Other failures of the way there leave the change waiting. */
const THROWN: ReadonlySet<string> = new Set<FailureCode>([
  "storage-full",
  "storage-fault",
  "unexpected",
]);

/** Sent changes that are kept to be shown. */
const SENT_KEPT = 20;

const isWaiting = ({ state }: OutboxEntry): boolean => state !== "sent" && state !== "refused";

/** A change that was entered while nobody was known to be signed in goes with whoever signs in next. */
const isOf = (entry: OutboxEntry, account: string): boolean =>
  entry.account === account || entry.account === "";

const refusedAsChanged = (entry: OutboxEntry): OutboxEntry => ({
  ...entry,
  state: "refused",
  errorCode: CHANGED_MEANWHILE,
  message: "",
});

const isLater = (time: string | undefined, than: string | undefined): boolean =>
  compareServerTimes(parseServerTime(time), parseServerTime(than)) > 0;

/**
 * Changes by people, on disk before the first attempt. An opt-out guards from the
 * moment it is entered until the server has it or the change is dropped, since the
 * customer's word counts; an opt-in lifts nothing before the server's record says
 * so. An attempt whose end is not known is looked up before it is made again.
 */
export function createOutbox(ports: OutboxPorts): Outbox {
  const { store, consents, cache, now } = ports;
  let work: Promise<unknown> = Promise.resolve();

  const load = async (): Promise<readonly OutboxEntry[]> => parseEntries(await store.load());

  const save = async (entries: readonly OutboxEntry[]): Promise<void> => {
    const sent = entries.filter(({ state }) => state === "sent");
    const old = new Set(sent.slice(0, Math.max(0, sent.length - SENT_KEPT)));
    await store.save(entries.filter((entry) => !old.has(entry)));
  };

  /** Changes entries that still stand; one that was replaced meanwhile is left alone. */
  const mark = async (
    ids: ReadonlySet<number>,
    change: (entry: OutboxEntry) => OutboxEntry,
  ): Promise<void> => {
    await save((await load()).map((entry) => (ids.has(entry.id) ? change(entry) : entry)));
  };

  const idsOf = (entries: readonly OutboxEntry[]): ReadonlySet<number> =>
    new Set(entries.map(({ id }) => id));

  /** The server's records of these changes' recipients; null where it offers no way to ask. */
  const read = async (
    entries: readonly OutboxEntry[],
    signal: AbortSignal,
  ): Promise<RecordBatch | null> => {
    const recipients = [...new Set(entries.map(({ change }) => change.to))];
    const begin = await cache.sequence();
    try {
      const batch = await consents.recordsOf(recipients, signal);
      await cache.learn(batch.records, batch.malformed === 0 ? { recipients, begin } : undefined);
      return batch;
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code === "not-found") return null;
      throw failure;
    }
  };

  /** What became of an attempt that nobody saw the end of, or of an opt-in that had to wait. */
  const lookUpBefore = (
    entry: OutboxEntry,
    records: readonly ConsentRecord[],
  ): OutboxEntry["state"] => {
    const record = recordFor(records, entry.change);
    if (!record) return "pending";
    const done = isOptOut(record) === (entry.change.optStatus === "OptOut");
    if (done && (entry.state === "sending" || isLater(record.lastModifiedTime, entry.base))) {
      return "accepted";
    }
    const overtaken =
      entry.change.optStatus === "OptIn" && isLater(record.lastModifiedTime, entry.base);
    return overtaken ? "refused" : "pending";
  };

  /** Brings what was tried or entered earlier into line with the server before anything is sent. */
  const settleEarlier = async (
    earlier: readonly OutboxEntry[],
    signal: AbortSignal,
  ): Promise<void> => {
    const doubtful = earlier.filter(
      ({ state, change }) =>
        state === "sending" || (state === "pending" && change.optStatus === "OptIn"),
    );
    if (doubtful.length === 0) return;
    const batch = await read(doubtful, signal);
    await mark(idsOf(doubtful), (entry) => {
      // Unasked it is made again: the server takes the same change twice as once.
      const state = batch ? lookUpBefore(entry, batch.records) : "pending";
      return state === "refused" ? refusedAsChanged(entry) : { ...entry, state };
    });
  };

  /** Reads the records of what the server took: only they lift an opt-out, and release what was held. */
  const confirm = async (account: string, signal: AbortSignal): Promise<void> => {
    const accepted = (await load()).filter(
      (entry) => isOf(entry, account) && entry.state === "accepted",
    );
    if (accepted.length === 0) return;
    const batch = await read(accepted, signal);
    if (batch && batch.malformed > 0) return;
    const records = new Map(
      accepted.map(({ id, change }) => [id, recordFor(batch?.records ?? [], change)] as const),
    );
    // Where no record is to be had, the server's acceptance is all the word there is.
    const unread = accepted.filter(({ id }) => !records.get(id));
    await cache.learn(unread.map(({ change }) => toRecord(change)));
    await cache.release(accepted.map(({ change }) => toRecord(change)));
    await mark(idsOf(accepted), (entry) => {
      const record = records.get(entry.id);
      const overtaken = record && isOptOut(record) !== (entry.change.optStatus === "OptOut");
      return overtaken ? refusedAsChanged(entry) : { ...entry, state: "sent" };
    });
  };

  const patch = async (pending: readonly OutboxEntry[], signal: AbortSignal): Promise<void> => {
    if (pending.length === 0) return;
    await mark(idsOf(pending), (entry) => ({ ...entry, state: "sending" }));
    let failures: ReadonlyMap<ConsentChange, { errorCode: string; message: string }>;
    const changes = pending.map(({ change }) => change);
    try {
      const { failed } = await consents.change(changes, signal);
      failures = new Map(failed.map(({ change, ...reason }) => [change, reason]));
    } catch (error) {
      const { code, detail = "" } = toFailure(error);
      failures = new Map(changes.map((change) => [change, { errorCode: code, message: detail }]));
    }
    const reasons = new Map(pending.map(({ id, change }) => [id, failures.get(change)] as const));
    await mark(idsOf(pending), (entry) => {
      const reason = reasons.get(entry.id);
      if (!reason) return { ...entry, state: "accepted" };
      // It may have arrived all the same: `sending` stays, and is looked up.
      return WAITS.has(reason.errorCode) ? entry : { ...entry, state: "refused", ...reason };
    });
  };

  const send = async (fresh: ReadonlySet<number>, signal: AbortSignal): Promise<void> => {
    const account = await ports.account();
    if (account === null) return;
    const mine = async (): Promise<readonly OutboxEntry[]> =>
      (await load()).filter((entry) => isOf(entry, account));
    const entries = await mine();
    // Again, because the worker may have died between the two writes, or the cache was cleared.
    await hold(entries);
    try {
      await settleEarlier(
        entries.filter(({ id }) => !fresh.has(id)),
        signal,
      );
      await patch(
        (await mine()).filter(({ state }) => state === "pending"),
        signal,
      );
      await confirm(account, signal);
    } catch (error) {
      const failure = toFailure(error);
      if (THROWN.has(failure.code)) throw failure;
    }
  };

  /** The opt-outs among these, but for those that the server's own record has overruled. */
  const hold = async (entries: readonly OutboxEntry[]): Promise<void> => {
    const held = entries.filter(
      ({ change, state, errorCode }) =>
        change.optStatus === "OptOut" && state !== "sent" && errorCode !== CHANGED_MEANWHILE,
    );
    if (held.length > 0) await cache.hold(held.map(({ change }) => toRecord(change)));
  };

  const reportOf = async (ids: ReadonlySet<number>): Promise<OutboxReport> => {
    const mine = (await load()).filter(({ id }) => ids.has(id));
    const changesIn = (...states: OutboxEntry["state"][]): readonly ConsentChange[] =>
      mine.filter(({ state }) => states.includes(state)).map(({ change }) => change);
    return {
      done: changesIn("accepted", "sent"),
      failed: mine
        .filter(({ state }) => state === "refused")
        .map(({ change, errorCode = "unknown", message = "" }) => ({
          change: change,
          errorCode,
          message,
        })),
      queued: changesIn("pending", "sending"),
    };
  };

  /** One after the other: two sends at once would send a change twice. */
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const result = work.then(task);
    work = result.catch(() => undefined);
    return result;
  };

  const enter = async (changes: readonly ConsentChange[]): Promise<readonly OutboxEntry[]> => {
    const { optOuts, meta } = await cache.lookUp(changes.map(({ to }) => to));
    const account = (await ports.account()) ?? meta?.account ?? "";
    const older = await load();
    const next = Math.max(0, ...older.map(({ id }) => id)) + 1;
    const entered = changes.map((change, index): OutboxEntry => {
      const key = scopeKey(toRecord(change));
      const base = optOuts.get(change.to)?.find((optOut) => scopeKey(optOut) === key)?.since;
      return {
        id: next + index,
        account,
        change: change,
        at: now(),
        state: "pending",
        ...(base === undefined ? {} : { base }),
      };
    });
    const { kept = [], replaced = [] } = Object.groupBy(older, (old) =>
      changes.some((change) => samePair(old.change, change)) ? "replaced" : "kept",
    );
    await save([...kept, ...entered]);
    await hold(entered);
    const waited = replaced.filter(isWaiting);
    if (waited.length > 0) await ports.onReplaced(waited.map(({ change }) => change));
    return entered;
  };

  return {
    submit: (changes, signal) =>
      inTurn(async () => {
        const ids = idsOf(await enter(changes));
        await send(ids, signal);
        return reportOf(ids);
      }),
    flush: (signal) =>
      inTurn(async () => {
        const ids = idsOf((await load()).filter(isWaiting));
        if (ids.size > 0) await send(new Set(), signal);
        return reportOf(ids);
      }),
    hold: () => inTurn(async () => hold(await load())),
    waiting: async () => (await load()).filter(isWaiting).map(({ change }) => change),
    entries: async () => [...(await load())].reverse(),
    retry: (id, signal) =>
      inTurn(async () => {
        const ids = new Set([id]);
        await mark(ids, ({ errorCode: _, message: __, ...entry }) => ({
          ...entry,
          state: entry.state === "refused" ? "pending" : entry.state,
        }));
        await send(ids, signal);
        return reportOf(ids);
      }),
    forgetSent: () =>
      inTurn(async () => store.save((await load()).filter(({ state }) => state !== "sent"))),
    drop: (id) =>
      inTurn(async () => {
        const entries = await load();
        const dropped = entries.find((entry) => entry.id === id);
        await save(entries.filter((entry) => entry.id !== id));
        if (dropped) await cache.release([toRecord(dropped.change)]);
      }),
  };
}
