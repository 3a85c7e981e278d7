import type { IDBPObjectStore, IDBPTransaction, StoreNames } from "idb";
import { type ConsentRecord, isOptOut } from "../consent/record.ts";
import { compareServerTimes, parseServerTime } from "../consent/server-time.ts";
import { type E164, isE164 } from "../phone/e164.ts";
import type { CacheDatabase, CacheSchema, DeltaKey } from "./database.ts";
import { parseDelta, type StoredDelta } from "./stored.ts";
import type { Sequence } from "./types.ts";

const SEQUENCE = "sequence";

type Stores = ArrayLike<StoreNames<CacheSchema>>;
/** A transaction that may write the delta and its sequence, and other stores beside. */
export type DeltaWriting = Pick<IDBPTransaction<CacheSchema, Stores, "readwrite">, "objectStore">;
type DeltaStore = IDBPObjectStore<CacheSchema, Stores, "delta", "readwrite">;

const deltaKey = (kind: StoredDelta["kind"], record: ConsentRecord): DeltaKey => [
  record.to,
  record.from ?? "*",
  kind === "server" ? `${record.coverage} ${record.campaignType ?? ""}` : kind,
];

/** Every entry of a recipient: an array sorts after every string. */
export const deltaOf = (to: E164): IDBKeyRange => IDBKeyRange.bound([to], [to, []]);

/** Negative when the server dates `a` earlier than `b`; null when it does not date both. */
const compareDates = (a: ConsentRecord, b: ConsentRecord): number | null =>
  a.lastModifiedTime === undefined || b.lastModifiedTime === undefined
    ? null
    : compareServerTimes(parseServerTime(a.lastModifiedTime), parseServerTime(b.lastModifiedTime));

/** Whether a record says nothing against one that is known: it is older, or an opt-in of the moment of an opt-out. */
const isOvertaken = (record: ConsentRecord, known: ConsentRecord): boolean => {
  const order = compareDates(record, known);
  return order !== null && (order < 0 || (order === 0 && isOptOut(known) && !isOptOut(record)));
};

const numberOf = (stored: unknown): Sequence => (typeof stored === "number" ? stored : 0);

export const readSequence = async (db: CacheDatabase): Promise<Sequence> =>
  numberOf(await db.get("values", SEQUENCE));

/** A number that no earlier knowledge has. */
export async function nextSequence(writing: DeltaWriting): Promise<Sequence> {
  const values = writing.objectStore("values");
  const sequence = numberOf(await values.get(SEQUENCE)) + 1;
  await values.put(sequence, SEQUENCE);
  return sequence;
}

const knownOf = async (delta: DeltaStore, to: E164): Promise<readonly StoredDelta[]> =>
  (await delta.getAll(deltaOf(to))).flatMap((stored) => parseDelta(stored) ?? []);

/** Records as the server gave them; one that is older than what is known says nothing. */
export async function learnRecords(
  writing: DeltaWriting,
  records: readonly ConsentRecord[],
  sequence: Sequence,
): Promise<void> {
  const delta = writing.objectStore("delta");
  for (const record of records) {
    const key = deltaKey("server", record);
    const before = parseDelta(await delta.get(key));
    if (before && isOvertaken(record, before.record)) continue;
    const entry: StoredDelta = { record, kind: "server", sequence };
    await delta.put(entry, key);
  }
}

/** Events of these recipients that came no later than `begin` have their records now. */
export async function settleEvents(
  writing: DeltaWriting,
  recipients: readonly E164[],
  begin: Sequence,
): Promise<void> {
  const delta = writing.objectStore("delta");
  for (const to of recipients) {
    for (const { kind, sequence, record } of await knownOf(delta, to)) {
      if (kind === "event" && sequence <= begin) await delta.delete(deltaKey(kind, record));
    }
  }
}

/** Forgets the opt-ins learned of recipients; an opt-out of theirs holds. */
export async function forgetOptIns(
  writing: DeltaWriting,
  recipients: readonly E164[],
): Promise<void> {
  const delta = writing.objectStore("delta");
  for (const to of recipients) {
    for (const { kind, record } of await knownOf(delta, to)) {
      if (kind === "server" && !isOptOut(record)) await delta.delete(deltaKey(kind, record));
    }
  }
}

/** Opt-outs that events tell of. One that is repeated, or was overtaken by a record that was read, says nothing. */
export async function learnEvents(
  writing: DeltaWriting,
  records: readonly ConsentRecord[],
  sequence: Sequence,
): Promise<void> {
  const delta = writing.objectStore("delta");
  for (const record of records) {
    const overtaken = (await knownOf(delta, record.to)).some(
      (known) =>
        known.kind === "server" &&
        known.record.from === record.from &&
        (compareDates(record, known.record) ?? 0) < 0,
    );
    const entry: StoredDelta = { record, kind: "event", sequence };
    if (!overtaken) await delta.put(entry, deltaKey("event", record));
  }
}

export async function holdRecords(
  writing: DeltaWriting,
  records: readonly ConsentRecord[],
  sequence: Sequence,
): Promise<void> {
  for (const record of records) {
    const entry: StoredDelta = { record, kind: "held", sequence };
    await writing.objectStore("delta").put(entry, deltaKey("held", record));
  }
}

export async function releaseRecords(
  writing: DeltaWriting,
  records: readonly ConsentRecord[],
): Promise<void> {
  for (const record of records) {
    await writing.objectStore("delta").delete(deltaKey("held", record));
  }
}

export interface ReplacedDelta {
  readonly entries: readonly StoredDelta[];
  /** Recipients of damaged entries: what those said is lost. */
  readonly damaged: readonly E164[];
}

const isReplaced = (entry: StoredDelta, begin: Sequence): boolean =>
  entry.kind !== "held" && entry.sequence <= begin;

/** What a load that began at `begin` replaces; what a person holds is never part of it. */
export async function replacedDelta(db: CacheDatabase, begin: Sequence): Promise<ReplacedDelta> {
  const entries: StoredDelta[] = [];
  const damaged: E164[] = [];
  for (let cursor = await db.transaction("delta").store.openCursor(); cursor; ) {
    const entry = parseDelta(cursor.value);
    const [to] = cursor.key;
    if (entry && isReplaced(entry, begin)) entries.push(entry);
    else if (!entry && isE164(to)) damaged.push(to);
    cursor = await cursor.continue();
  }
  return { entries, damaged };
}

/** Forgets what a load that began at `begin` has replaced and, once they were asked for again, what is damaged. */
export async function dropReplaced(
  writing: DeltaWriting,
  begin: Sequence,
  dropDamaged: boolean,
): Promise<void> {
  for await (const cursor of writing.objectStore("delta")) {
    const entry = parseDelta(cursor.value);
    if (entry ? isReplaced(entry, begin) : dropDamaged) await cursor.delete();
  }
}
