import {
  isOptedIn,
  markOf,
  PairColumns,
  PairDictionaries,
  scopeOfMark,
} from "../consent/pair-columns.ts";
import type { ConsentRecord } from "../consent/record.ts";
import { compareServerTimes, formatServerTime } from "../consent/server-time.ts";
import { Failure, toFailure } from "../failure.ts";
import type { E164 } from "../phone/e164.ts";
import { BlockSink, dropUncommitted, ofGeneration } from "./block-sink.ts";
import type { CacheDatabase } from "./database.ts";
import { dropReplaced, learnRecords, nextSequence, replacedDelta } from "./delta.ts";
import { KnownOptOuts } from "./known-opt-outs.ts";
import { MergedRuns } from "./merged-runs.ts";
import { PairSorter } from "./pair-sorter.ts";
import { Run, storeRun } from "./runs.ts";
import type { Standing } from "./snapshot-reader.ts";
import { type StoredDelta, type StoredSnapshot, sealSnapshot, unsealSnapshot } from "./stored.ts";
import { inTransaction } from "./transaction.ts";
import type { CommitOptions, SnapshotMeta, SnapshotOptions, SnapshotWriter } from "./types.ts";

/** Which load may commit: the last that began, and none after `clear`. */
export const LOAD = "load";

const FIRST = [0];

/** Of 20 bytes a pair; those behind them wait on disk. */
const RUNS_IN_MEMORY = 4;

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

export async function createSnapshotWriter(
  db: CacheDatabase,
  options: SnapshotOptions,
  pairsARun: number,
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
  const sorter = new PairSorter();
  const inMemory: PairColumns[] = [];
  /** Pairs of each run on disk. */
  const onDisk: number[] = [];
  let storing: Promise<void> = Promise.resolve();
  /** The rows of the recipient at hand. */
  const group = new PairColumns(64);

  /** Of runs that go to disk: used again, since the browser takes its time to free what is not. */
  const leaving = new PairColumns(0);

  /** The disk is written to while the next pairs come in, and no more than one run at a time. */
  const endRun = async (): Promise<void> => {
    if (inMemory.length < RUNS_IN_MEMORY) {
      const run = new PairColumns(columns.length);
      sorter.sort(columns, run);
      inMemory.push(run);
    } else {
      sorter.sort(columns, leaving);
      await storing;
      storing = storeRun(db, onDisk.push(leaving.length) - 1, leaving);
      storing.catch(toFailure);
    }
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

  const openRuns = async (): Promise<MergedRuns> => {
    await storing;
    const runs = inMemory.map(Run.inMemory);
    for (const [run, pairs] of onDisk.entries()) runs.push(await Run.onDisk(db, run, pairs));
    return new MergedRuns(runs);
  };

  const optOutsIn = (rows: readonly number[]): number => {
    let count = 0;
    for (const row of rows) if (!isOptedIn(group.markAt(row))) count++;
    return count;
  };

  /** One long function without inner ones that await: it goes through every pair of the account. */
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

    const keep = (recipient: number, from: PairColumns, row: number): void => {
      const mark = from.markAt(row);
      if (isOptedIn(mark) && !options.optIns) return;
      sink.add(recipient, mark, from.sourceAt(row), from.secondsAt(row), from.nanosAt(row));
    };

    const runs = await openRuns();
    let reading = known.advance();
    if (reading) await reading;
    for (;;) {
      const { recipient, columns: first, index } = runs;
      while (known.recipient < recipient) {
        await explain([]);
        reading = known.advance();
        if (reading) await reading;
      }
      if (recipient === Number.POSITIVE_INFINITY) break;
      reading = runs.advance();
      if (reading) await reading;
      if (runs.recipient !== recipient && known.recipient !== recipient) {
        // Most of a first load: spared what follows.
        if (!isOptedIn(first.markAt(index))) appeared++;
        keep(recipient, first, index);
      } else {
        group.length = 0;
        group.append(first, index, 1);
        while (runs.recipient === recipient) {
          group.append(runs.columns, runs.index, 1);
          reading = runs.advance();
          if (reading) await reading;
        }
        const rows = newestByScope();
        if (known.recipient !== recipient) appeared += optOutsIn(rows);
        else {
          if (known.within(rows.map((row) => group.markAt(row)))) {
            appeared += optOutsIn(rows) - known.snapshotOptOuts;
          } else await explain(rows);
          reading = known.advance();
          if (reading) await reading;
        }
        for (const row of rows) keep(recipient, group, row);
      }
      if (sink.heavy) await sink.flush();
    }
    await sink.finish();
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
        if (columns.length >= pairsARun) await endRun();
      }
    },
    addColumns: async (more) => {
      for (let start = 0; start < more.length; ) {
        start += columns.append(more, start, pairsARun - columns.length);
        if (columns.length >= pairsARun) await endRun();
      }
    },
    commit: async ({ asOf, malformed, source, reread }: CommitOptions): Promise<SnapshotMeta> => {
      if (columns.length > 0) await endRun();
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
      columns.length = 0;
      inMemory.length = 0;
      await dropUncommitted(db, current?.generation ?? null);
    },
  };
}
