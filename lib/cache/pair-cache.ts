import type { ConsentRecord } from "../consent/record.ts";
import { isOptOut } from "../consent/record.ts";
import { compareServerTimes } from "../consent/server-time.ts";
import type { OptOut } from "../consent/verdict.ts";
import { Failure } from "../failure.ts";
import { type E164, e164ToNumber, isE164 } from "../phone/e164.ts";
import type { CacheDatabase, StoredSnapshot } from "./database.ts";
import { optOutAt, SnapshotColumns } from "./snapshot-columns.ts";
import { decodeBlock, indexOf } from "./sorted-block.ts";
import type { PairCache, SnapshotMeta, SnapshotWriter } from "./types.ts";

const EVERY_NUMBER = "*";
/** Blocks in one write: bounds what a transaction holds in memory. */
const BLOCKS_PER_WRITE = 64;

/** In place of a coverage: an opt-out that waits for the server, and that no older record may lift. */
const HELD = "held";

const groupOf = (from: E164 | null): string => from ?? EVERY_NUMBER;
const numberOf = (group: string): E164 | null => (isE164(group) ? group : null);

/** Everything under a generation: keys are arrays, and an empty array sorts after every string. */
const wholeGeneration = (generation: number): IDBKeyRange =>
  IDBKeyRange.bound([generation], [generation, []]);

/** A key that orders campaign types apart, so that an opt-in of one lifts no other. */
const deltaKey = (record: ConsentRecord): [string, string, string] => [
  record.to,
  groupOf(record.from),
  `${record.coverage}/${record.campaignType ?? ""}`,
];

const heldKey = (record: ConsentRecord): [string, string, string] => [
  record.to,
  groupOf(record.from),
  HELD,
];

const toOptOut = (record: ConsentRecord): OptOut => ({
  from: record.from,
  coverage: record.coverage,
  ...(record.campaignType === undefined ? {} : { campaignType: record.campaignType }),
  ...(record.source === undefined ? {} : { source: record.source }),
  ...(record.lastModifiedTime === undefined ? {} : { since: record.lastModifiedTime }),
});

const samePair = (optOut: OptOut, record: ConsentRecord): boolean =>
  optOut.from === record.from &&
  optOut.coverage === record.coverage &&
  optOut.campaignType === record.campaignType;

/** The block that would hold a recipient: the last that begins at or before it. */
function blockFor(firsts: Float64Array, recipient: number): number {
  let low = 0;
  let high = firsts.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if ((firsts[middle] ?? 0) <= recipient) low = middle + 1;
    else high = middle - 1;
  }
  return high;
}

export function createPairCache(database: () => Promise<CacheDatabase>): PairCache {
  const readSnapshot = async (): Promise<StoredSnapshot | undefined> =>
    (await database()).get("snapshots", "current");

  const fromSnapshot = async (
    recipients: readonly E164[],
    snapshot: StoredSnapshot,
    add: (recipient: E164, optOut: OptOut) => void,
  ): Promise<void> => {
    const reading = (await database()).transaction(["blocks", "details"]);
    const blocks = reading.objectStore("blocks");
    const details = reading.objectStore("details");
    const work = snapshot.groups.flatMap(({ from, firsts }) => {
      const wanted = Map.groupBy(recipients, (to) => blockFor(firsts, e164ToNumber(to)));
      wanted.delete(-1);
      return [...wanted].map(async ([index, inBlock]) => {
        const key: [number, string, number] = [snapshot.generation, from, index];
        const stored = await blocks.get(key);
        const sorted = stored ? decodeBlock(stored) : null;
        if (!sorted) throw new Failure("storage-fault", { detail: `block ${index}` });
        const places = inBlock.map((to) => [to, indexOf(sorted, e164ToNumber(to))] as const);
        const found = places.filter(([, place]) => place >= 0);
        if (found.length === 0) return;
        const columns = await details.get(key);
        for (const [to, place] of found) add(to, optOutAt(columns, place, numberOf(from)));
      });
    });
    await Promise.all([...work, reading.done]);
  };

  const withDelta = async (
    found: Map<E164, OptOut[]>,
    recipients: readonly E164[],
  ): Promise<void> => {
    const reading = (await database()).transaction("delta");
    const entries = await Promise.all(
      recipients.map((to) => reading.store.getAll(IDBKeyRange.bound([to], [to, []]))),
    );
    const ordered = entries.flat().sort((a, b) => Number(a.held) - Number(b.held));
    for (const { record } of ordered) {
      const rest = (found.get(record.to) ?? []).filter((optOut) => !samePair(optOut, record));
      found.set(record.to, isOptOut(record) ? [...rest, toOptOut(record)] : rest);
    }
    await reading.done;
  };

  const beginSnapshot = async (): Promise<SnapshotWriter> => {
    const db = await database();
    const current = await readSnapshot();
    const generation = (current?.generation ?? 0) + 1;
    // What a worker that died in the middle has left.
    await Promise.all([
      db.delete("blocks", wholeGeneration(generation)),
      db.delete("details", wholeGeneration(generation)),
    ]);
    const groups = new Map<string, SnapshotColumns>();

    const writeGroup = async (from: string, columns: SnapshotColumns) => {
      const firsts: number[] = [];
      let count = 0;
      let writing = db.transaction(["blocks", "details"], "readwrite");
      for (const { block, details } of columns.blocks()) {
        if (firsts.length > 0 && firsts.length % BLOCKS_PER_WRITE === 0) {
          await writing.done;
          writing = db.transaction(["blocks", "details"], "readwrite");
        }
        const key: [number, string, number] = [generation, from, firsts.length];
        void writing.objectStore("blocks").put(block, key);
        void writing.objectStore("details").put(details, key);
        firsts.push(block.first);
        count += block.count;
      }
      await writing.done;
      return { firsts: Float64Array.from(firsts), count };
    };

    return {
      add: async (records) => {
        for (const record of records) {
          if (!isOptOut(record)) continue;
          const group = groupOf(record.from);
          const columns = groups.get(group) ?? new SnapshotColumns();
          groups.set(group, columns);
          columns.add(record);
        }
      },
      commit: async (meta) => {
        const written: StoredSnapshot["groups"][number][] = [];
        let optOuts = 0;
        for (const [from, columns] of groups) {
          const { firsts, count } = await writeGroup(from, columns);
          written.push({ from, firsts });
          optOuts += count;
        }
        const whole: SnapshotMeta = { ...meta, optOuts };
        const swap = db.transaction(["snapshots", "blocks", "details", "delta"], "readwrite");
        void swap
          .objectStore("snapshots")
          .put({ generation, meta: whole, groups: written }, "current");
        if (current) {
          void swap.objectStore("blocks").delete(wholeGeneration(current.generation));
          void swap.objectStore("details").delete(wholeGeneration(current.generation));
        }
        const sameAccount = current === undefined || current.meta.account === whole.account;
        for await (const cursor of swap.objectStore("delta")) {
          const held = cursor.key[2] === HELD;
          if (!sameAccount || (!held && cursor.value.at < whole.asOf)) await cursor.delete();
        }
        await swap.done;
        return whole;
      },
      abort: async () => {
        groups.clear();
        await db.delete("blocks", wholeGeneration(generation));
        await db.delete("details", wholeGeneration(generation));
      },
    };
  };

  return {
    meta: async () => (await readSnapshot())?.meta ?? null,
    optOuts: async (recipients) => {
      const found = new Map<E164, OptOut[]>();
      const unique = [...new Set(recipients)];
      const snapshot = await readSnapshot();
      if (snapshot) {
        await fromSnapshot(unique, snapshot, (to, optOut) => {
          found.set(to, [...(found.get(to) ?? []), optOut]);
        });
      }
      await withDelta(found, unique);
      return new Map([...found].filter(([, optOuts]) => optOuts.length > 0));
    },
    beginSnapshot,
    applyDelta: async (records, at) => {
      const writing = (await database()).transaction("delta", "readwrite");
      for (const record of records) {
        const key = deltaKey(record);
        const known = await writing.store.get(key);
        const older =
          known?.record.lastModifiedTime !== undefined &&
          record.lastModifiedTime !== undefined &&
          compareServerTimes(record.lastModifiedTime, known.record.lastModifiedTime) < 0;
        if (!older) await writing.store.put({ record, at, held: false }, key);
      }
      await writing.done;
    },
    hold: async (records, at) => {
      const writing = (await database()).transaction("delta", "readwrite");
      for (const record of records) {
        void writing.store.put({ record, at, held: true }, heldKey(record));
      }
      await writing.done;
    },
    release: async (records) => {
      const writing = (await database()).transaction("delta", "readwrite");
      for (const record of records) void writing.store.delete(heldKey(record));
      await writing.done;
    },
    clear: async () => {
      const stores = ["blocks", "details", "snapshots", "delta", "staging"] as const;
      const writing = (await database()).transaction(stores, "readwrite");
      await Promise.all([...stores.map((name) => writing.objectStore(name).clear()), writing.done]);
    },
  };
}
