import type { PairCache } from "../cache/types.ts";
import type { UploadRow } from "../campaign/upload/upload-row.ts";
import { type ConsentRecord, isOptOut } from "../consent/record.ts";
import { compareServerTimes, parseServerTime } from "../consent/server-time.ts";
import { Failure, type FailureCode, toFailure } from "../failure.ts";
import type { ChangePace, ConsentChange, ConsentsApi, RecordBatch } from "../ringcentral/types.ts";
import { recordFor, toRecord, WAITS } from "../sync/change-laws.ts";
import { CHANGED_MEANWHILE } from "../sync/types.ts";
import type { ChunkOutcome, RowResult, UploadJob } from "./upload-job.ts";

export interface SettlePorts {
  readonly consents: Pick<ConsentsApi, "change" | "recordsOf">;
  readonly cache: Pick<PairCache, "sequence" | "learn" | "release">;
  /** Notes what is known by now; on disk before anything is sent. */
  readonly save: (results: ChunkOutcome) => Promise<void>;
}

/** A request whose end is not known is looked up before it is sent again; others may pass. */
const PACE: ChangePace = { tries: 1, spare: 10 };
/** The clocks of this machine and of the server may differ by so much. */
const SKEW_MS = 5 * 60_000;
/** Nothing is wrong with any one row: another attempt may get through. */
const NOT_THE_ROWS: ReadonlySet<string> = new Set<FailureCode>([
  "app-permission-missing",
  "user-permission-missing",
  "storage-full",
  "storage-fault",
  "unexpected",
]);

export const toChange = (row: UploadRow, statement: string): ConsentChange => {
  const notes = [row.note, row.optStatus === "OptIn" ? statement : ""].filter(Boolean).join("; ");
  const { to, from, optStatus } = row;
  return { to, from, optStatus, ...(notes ? { notes } : {}) };
};

/** Changed by anybody but this job, after it was confirmed. */
const isNewer = (
  record: ConsentRecord,
  { confirmedAt }: Pick<UploadJob, "confirmedAt">,
): boolean => {
  const skew = record.source === "Api" ? 0 : SKEW_MS;
  const confirmed = parseServerTime(new Date(confirmedAt - skew).toISOString());
  return compareServerTimes(parseServerTime(record.lastModifiedTime), confirmed) > 0;
};

/**
 * Sends the rows of one chunk, each accepted exactly once: what an earlier attempt may
 * have done is looked up first. An opt-out stops being held once RingCentral has it; an
 * opt-in lifts nothing before RingCentral's record says so, and gives way to an opt-out
 * that came after the job was confirmed.
 * @throws Failure when nothing more can be done now; what is known by then was saved
 */
export async function settleChunk(
  rows: readonly UploadRow[],
  before: ChunkOutcome | null,
  job: Pick<UploadJob, "confirmedAt" | "statement">,
  { consents, cache, save }: SettlePorts,
  signal: AbortSignal,
): Promise<ChunkOutcome> {
  const changes = rows.map((row) => toChange(row, job.statement));
  const results: RowResult[] = rows.map((_, index) => before?.[index] ?? null);
  const placeOf = new Map(changes.map((change, place) => [change, place]));
  const open = (): readonly ConsentChange[] =>
    changes.filter((_, place) => results[place] === null);
  const settle = (change: ConsentChange, result: RowResult): void => {
    results[placeOf.get(change) ?? -1] = result;
  };
  const refuse = (change: ConsentChange, errorCode: string, message = ""): void =>
    settle(change, { errorCode, message });

  /** The server's records of these recipients; null where it offers no way to ask. */
  const read = async (asked: readonly ConsentChange[]): Promise<RecordBatch | null> => {
    const recipients = [...new Set(asked.map(({ to }) => to))];
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

  const lookUp = async (): Promise<void> => {
    const doubtful = open().filter(({ optStatus }) => before !== null || optStatus === "OptIn");
    const batch = doubtful.length > 0 ? await read(doubtful) : null;
    for (const change of doubtful) {
      const record = recordFor(batch?.records ?? [], change);
      if (!record) continue;
      const same = isOptOut(record) === (change.optStatus === "OptOut");
      if (same && before !== null) settle(change, true);
      if (!same && change.optStatus === "OptIn" && isNewer(record, job)) {
        refuse(change, CHANGED_MEANWHILE);
      }
    }
  };

  /** Gives what keeps some of them open. A request that is refused as a whole is halved until the row at fault is found. */
  const send = async (part: readonly ConsentChange[]): Promise<Failure | null> => {
    let waits: Failure | null = null;
    try {
      const { done, failed } = await consents.change(part, signal, PACE);
      for (const change of done) settle(change, true);
      for (const { change, errorCode, message } of failed) {
        if (WAITS.has(errorCode)) waits = new Failure(errorCode as FailureCode);
        else refuse(change, errorCode, message);
      }
    } catch (error) {
      const failure = toFailure(error);
      if (WAITS.has(failure.code) || NOT_THE_ROWS.has(failure.code)) throw failure;
      const [only] = part;
      if (part.length === 1 && only) refuse(only, failure.code, failure.detail);
      else {
        const half = Math.ceil(part.length / 2);
        waits = (await send(part.slice(0, half))) ?? (await send(part.slice(half)));
      }
    }
    return waits;
  };

  const confirm = async (): Promise<void> => {
    const accepted = changes.filter((_, place) => results[place] === true);
    const optIns = accepted.filter(({ optStatus }) => optStatus === "OptIn");
    const batch = optIns.length > 0 ? await read(optIns) : null;
    const records = batch?.records ?? [];
    const unread = accepted.filter((change) => !recordFor(records, change));
    await cache.learn(unread.map(toRecord));
    await cache.release(accepted.map(toRecord));
    for (const change of optIns) {
      const record = recordFor(records, change);
      if (record && isOptOut(record)) refuse(change, CHANGED_MEANWHILE);
    }
  };

  await lookUp();
  const left = open();
  await save(results);
  if (left.length > 0) {
    let waits: Failure | null = null;
    try {
      waits = await send(left);
    } finally {
      await save(results);
    }
    if (waits) throw waits;
  }
  await confirm();
  return results;
}
