import {
  isOptedIn,
  markOf,
  PairColumns,
  PairDictionaries,
  scopeOfMark,
} from "../consent/pair-columns.ts";
import type { ConsentRecord } from "../consent/record.ts";
import { compareServerTimes, formatServerTime } from "../consent/server-time.ts";
import { Failure } from "../failure.ts";
import type { E164 } from "../phone/e164.ts";
import { BlockSink, dropUncommitted, ofGeneration } from "./block-sink.ts";
import type { CacheDatabase } from "./database.ts";
import { dropReplaced, learnRecords, nextSequence, replacedDelta } from "./delta.ts";
import { KnownOptOuts } from "./known-opt-outs.ts";
import { mergedRuns } from "./merged-runs.ts";
import { MOST_SORTED, PairSorter } from "./pair-sorter.ts";
import { Runs } from "./runs.ts";
import type { Standing } from "./snapshot-reader.ts";
import { type StoredDelta, type StoredSnapshot, sealSnapshot, unsealSnapshot } from "./stored.ts";
import { inTransaction } from "./transaction.ts";
import type { CommitOptions, SnapshotMeta, SnapshotOptions, SnapshotWriter } from "./types.ts";

/** Which load may commit: the last that began, and none after `clear`. */
export const LOAD = "load";

const FIRST = [0];

interface Merged {
  readonly unexplained: ReadonlyMap<E164, readonly Standing[]>;
  /** Opt-outs that were not known. */
  readonly appeared: number;
  /** Opt-outs that were known and have an opt-in now. */
  readonly lifted: number;
}

/** Beyond so many recipients it is the answer that is doubtful, and not each of them. */
const MOST_UNEXPLAINED = 1000;

const toRecord = (to: E164, { scope, source, time }: Standing): ConsentRecord => {
  const lastModifiedTime = formatServerTime(time);
  return {
    ...scope,
    to,
    optStatus: "OptOut",
    ...(source === undefined ? {} : { source }),
    ...(lastModifiedTime === undefined ? {} : { lastModifiedTime }),
  };
};

export interface LoadMemory {
  /** Sorted at once while nothing else takes memory: 20 bytes a pair, and 20 more for sorting. */
  readonly pairsAtFirst: number;
  /** Sorted at a time when there are more. */
  readonly pairsARun: number;
  /** Bytes of what is sorted, before it goes to disk: some 12 a pair. */
  readonly memory: number;
}

export async function createSnapshotWriter(
  db: CacheDatabase,
  options: SnapshotOptions,
  { pairsAtFirst, pairsARun, memory }: LoadMemory,
): Promise<SnapshotWriter> {
  const generation = await inTransaction(db, ["delta", "values"], "readwrite", async (writing) => {
    const sequence = await nextSequence(writing);
    await writing.objectStore("values").put(sequence, LOAD);
    return sequence;
  });
  const begin = options.begin ?? generation;

  const current = unsealSnapshot(await db.get("snapshots", "current"));
  // What a worker that died in the middle has left.
  await dropUncommitted(db, current?.generation ?? null);
  const before = current?.meta.account === options.account ? current : null;

  const dictionaries = new PairDictionaries();
  /** What has not been sorted yet. */
  const columns = new PairColumns(0);
  /** Of them. */
  let most = pairsAtFirst;
  const pairsAChunk = Math.min(MOST_SORTED, pairsARun);
  const sorter = new PairSorter(pairsAChunk);
  const runs = new Runs(db, memory);
  /** The rows of the recipient at hand. */
  const group = new PairColumns(64);

  const free = (): void => {
    columns.free();
    sorter.free();
    runs.free();
  };

  const endRun = async (): Promise<void> => {
    await runs.add(sorter.sort(columns));
    if (most > pairsARun) {
      columns.free();
      sorter.free();
      most = pairsARun;
    }
    // Otherwise the memory is that of the next pairs.
    columns.length = 0;
  };

  /** The rows of the group, one a scope: the newest, and of equal ones the opt-out. */
  const newestByScope = (): readonly number[] => {
    if (group.length === 1) return FIRST;
    const newest = new Map<number, number>();
    for (let row = 0; row < group.length; row++) {
      const scope = scopeOfMark(group.markAt(row));
      const rival = newest.get(scope);
      if (rival === undefined || outranks(row, rival)) newest.set(scope, row);
    }
    return [...newest.values()];
  };

  const outranks = (row: number, rival: number): boolean => {
    const order = compareServerTimes(group.timeAt(row), group.timeAt(rival));
    return order > 0 || (order === 0 && !isOptedIn(group.markAt(row)));
  };

  /** The known opt-outs that the new rows of their recipient do not account for. */
  const unexplainedBy = (
    rows: readonly number[],
    known: readonly Standing[],
  ): readonly Standing[] =>
    known.filter((standing) => {
      const scope = dictionaries.scopes.indexOf(standing.scope);
      const row = rows.find((candidate) => scopeOfMark(group.markAt(candidate)) === scope);
      if (row === undefined) return true;
      const time = group.timeAt(row);
      const dated = time.seconds > 0 && standing.time.seconds > 0;
      const stale = dated && compareServerTimes(time, standing.time) < 0;
      return stale && isOptedIn(group.markAt(row));
    });

  /** The last pairs are still in memory. */
  const sortedPairs = async () => {
    const last = sorter.sort(columns);
    const earlier = await runs.read();
    return earlier.length === 0 ? last : mergedRuns([...earlier, last], pairsAChunk);
  };

  const optOutsIn = (rows: readonly number[]): number => {
    let count = 0;
    for (const row of rows) if (!isOptedIn(group.markAt(row))) count++;
    return count;
  };

  const merge = async (sink: BlockSink, replaced: readonly StoredDelta[]): Promise<Merged> => {
    const known = new KnownOptOuts(db, before, replaced, dictionaries.scopes);
    const unexplained = new Map<E164, readonly Standing[]>();
    let appeared = 0;
    let lifted = 0;

    const explain = async (rows: readonly number[]): Promise<void> => {
      const optOuts = await known.optOuts();
      const rest = unexplainedBy(rows, optOuts);
      const lasting = optOuts.filter(({ scope }) =>
        rows.some((row) => group.markAt(row) === markOf(dictionaries.scopes.indexOf(scope), false)),
      ).length;
      appeared += optOutsIn(rows) - lasting;
      lifted += optOuts.length - rest.length - lasting;
      if (rest.length > 0 && unexplained.size <= MOST_UNEXPLAINED) unexplained.set(known.to, rest);
    };

    const keep = (from: PairColumns, row: number): void => {
      const mark = from.markAt(row);
      if (isOptedIn(mark) && !options.optIns) return;
      sink.add(
        from.recipients[row] ?? 0,
        mark,
        from.sourceAt(row),
        from.secondsAt(row),
        from.nanosAt(row),
      );
    };

    /** The known ones are read on: nothing can be told until then. */
    let reading: Promise<void> | null = null;

    /** Most of a load: single rows of recipients not known before, or known to be what they are. Gives where it stopped. */
    const keepPlain = (chunk: PairColumns, begin: number, end: number): number => {
      const { recipients } = chunk;
      let at = begin;
      while (at < end && !sink.heavy && !reading) {
        const recipient = recipients[at] ?? 0;
        if (recipient > known.recipient || recipients[at + 1] === recipient) break;
        const mark = chunk.markAt(at);
        if (recipient === known.recipient) {
          if (!known.saysOnly(mark)) break;
          reading = known.advance();
        } else if (!isOptedIn(mark)) appeared++;
        keep(chunk, at++);
      }
      return at;
    };

    /** Recipients that were known before this one, and of whom nothing is said any more. */
    const explainUntil = async (recipient: number): Promise<void> => {
      while (known.recipient < recipient) {
        await explain([]);
        await known.advance();
      }
    };

    /** The rows of the group, which are all of their recipient. */
    const endGroup = async (): Promise<void> => {
      if (group.length === 0) return;
      const recipient = group.recipients[0] ?? 0;
      if (known.recipient < recipient) await explainUntil(recipient);
      const rows = newestByScope();
      if (known.recipient !== recipient) appeared += optOutsIn(rows);
      else {
        if (known.within(rows.map((row) => group.markAt(row)))) {
          appeared += optOutsIn(rows) - known.snapshotOptOuts;
        } else await explain(rows);
        const next = known.advance();
        if (next) await next;
      }
      for (const row of rows) keep(group, row);
      group.length = 0;
    };

    await known.advance();
    for await (const chunk of await sortedPairs()) {
      const { recipients, length } = chunk;
      // The last recipient's rows may go on in the next chunk.
      let end = length;
      while (end > 0 && recipients[end - 1] === recipients[length - 1]) end--;
      for (let at = 0; at < length; ) {
        if (group.length > 0 && recipients[at] !== group.recipients[0]) await endGroup();
        if (group.length === 0) at = keepPlain(chunk, at, end);
        if (reading) {
          await reading;
          reading = null;
        } else if (sink.heavy) await sink.flush();
        else if (at < length) group.pushFrom(chunk, at++);
      }
    }
    await endGroup();
    await explainUntil(Number.POSITIVE_INFINITY);
    await sink.finish();
    free();
    return { unexplained, appeared, lifted };
  };

  const swap = async (
    snapshot: StoredSnapshot,
    carried: readonly ConsentRecord[],
    asked: boolean,
  ): Promise<void> => {
    const stores = ["snapshots", "blocks", "details", "delta", "runs", "values"] as const;
    await inTransaction(db, stores, "readwrite", async (writing) => {
      if ((await writing.objectStore("values").get(LOAD)) !== generation) {
        throw new Failure("aborted", { detail: "another load began, or the cache was cleared" });
      }
      await dropReplaced(writing, begin, asked);
      await learnRecords(writing, carried, await nextSequence(writing));
      await writing.objectStore("snapshots").put(sealSnapshot(snapshot), "current");
      await writing.objectStore("runs").clear();
      if (!current) return;
      await writing.objectStore("blocks").delete(ofGeneration(current.generation));
      await writing.objectStore("details").delete(ofGeneration(current.generation));
    });
  };

  return {
    begin,
    dictionaries,
    add: async (records) => {
      for (const record of records) {
        columns.pushRecord(record, dictionaries);
        if (columns.length >= most) await endRun();
      }
    },
    addColumns: async (more) => {
      for (let start = 0; start < more.length; ) {
        start += columns.append(more, start, most - columns.length);
        if (columns.length >= most) await endRun();
      }
    },
    commit: async ({ asOf, malformed, source, reread }: CommitOptions): Promise<SnapshotMeta> => {
      const sink = new BlockSink(db, generation);
      const { entries, damaged } = await replacedDelta(db, begin);
      const { unexplained, appeared, lifted } = await merge(sink, entries);
      const recipients = [...new Set([...unexplained.keys(), ...damaged])];
      const answer = recipients.length > 0 ? await reread(recipients) : [];
      const carried =
        answer ??
        [...unexplained].flatMap(([to, standings]) => standings.map((s) => toRecord(to, s)));
      const meta: SnapshotMeta = {
        asOf,
        malformed,
        source,
        optOuts: sink.optOuts,
        account: options.account,
        optIns: options.optIns,
        differences: before ? { appeared, lifted, missing: unexplained.size } : null,
      };
      const scopes = dictionaries.scopes.values;
      const sources = dictionaries.sources.values.slice(0, 255);
      await swap(
        { generation, meta, scopes, sources, firsts: sink.firsts() },
        carried,
        answer !== null,
      );
      return meta;
    },
    abort: async () => {
      free();
      await dropUncommitted(db, current?.generation ?? null);
    },
  };
}
