import { unwrap } from "idb";
import type { OptOut } from "../consent/verdict.ts";
import type { E164 } from "../phone/e164.ts";
import { combine, toOptOut } from "./combine.ts";
import type { BlockKey, CacheDatabase } from "./database.ts";
import {
  type DeltaWriting,
  deltaOf,
  forgetOptIns,
  holdRecords,
  learnEvents,
  learnRecords,
  nextSequence,
  readSequence,
  releaseRecords,
  settleEvents,
} from "./delta.ts";
import { type Found, readSnapshot } from "./snapshot-reader.ts";
import { createSnapshotWriter, LOAD, type LoadMemory } from "./snapshot-writer.ts";
import { parseDelta, unsealSnapshot } from "./stored.ts";
import { inTransaction } from "./transaction.ts";
import type { Knowledge, PairCache, Sequence } from "./types.ts";

const CLEARED = ["blocks", "details", "snapshots", "delta", "runs", "staging"] as const;

/** So many changes are told apart by one reading of their keys, which spares one for each recipient. */
const FEW_CHANGES = 500;

/** Without idb, whose proxies cost as much as the reading: a question asks for many. */
const value = (store: IDBObjectStore, key: BlockKey): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const request = store.get(key);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** One transaction: a snapshot that is swapped meanwhile is seen before or after, never between. */
const read = (db: CacheDatabase, recipients: readonly E164[]) =>
  inTransaction(db, ["snapshots", "blocks", "details", "delta"], "readonly", async (reading) => {
    const delta = reading.objectStore("delta");
    const blocks = unwrap(reading.objectStore("blocks"));
    const details = unwrap(reading.objectStore("details"));
    const [stored, keys] = await Promise.all([
      reading.objectStore("snapshots").get("current"),
      delta.getAllKeys(undefined, FEW_CHANGES + 1),
    ]);
    const changed = keys.length > FEW_CHANGES ? null : new Set<string>(keys.map(([to]) => to));
    const snapshot = unsealSnapshot(stored);
    const nothing: Found = {
      standings: new Map(),
      uncertain: new Set(stored === undefined ? [] : recipients),
    };
    const [found, entries] = await Promise.all([
      snapshot
        ? readSnapshot(snapshot, recipients, {
            block: (key) => value(blocks, key),
            details: (key) => value(details, key),
          })
        : nothing,
      Promise.all(
        recipients.map((to) => (changed?.has(to) === false ? [] : delta.getAll(deltaOf(to)))),
      ),
    ]);
    return { snapshot, found, entries };
  });

/** Five million pairs without the disk. */
const LOAD_MEMORY: LoadMemory = { pairsAtFirst: 2 ** 20, pairsARun: 2 ** 18, memory: 2 ** 26 };

export function createPairCache(
  database: () => Promise<CacheDatabase>,
  loadMemory = LOAD_MEMORY,
): PairCache {
  const lookUp = async (recipients: readonly E164[]): Promise<Knowledge> => {
    const unique = [...new Set(recipients)];
    const { snapshot, found, entries } = await read(await database(), unique);
    const uncertain = new Set(found.uncertain);
    const optOuts = new Map<E164, readonly OptOut[]>();
    const optIns = new Map<E164, readonly OptOut[]>();
    unique.forEach((to, index) => {
      const parsed = (entries[index] ?? []).map(parseDelta);
      if (parsed.includes(null)) uncertain.add(to);
      const delta = parsed.filter((entry) => entry !== null);
      const combined = combine(found.standings.get(to) ?? [], delta);
      if (combined.optOuts.length > 0) optOuts.set(to, combined.optOuts.map(toOptOut));
      if (combined.optIns.length > 0) optIns.set(to, combined.optIns.map(toOptOut));
    });
    return { meta: snapshot?.meta ?? null, optOuts, optIns, uncertain };
  };

  const write = async (
    task: (writing: DeltaWriting, sequence: Sequence) => Promise<void>,
  ): Promise<void> =>
    inTransaction(await database(), ["delta", "values"], "readwrite", async (writing) =>
      task(writing, await nextSequence(writing)),
    );

  return {
    meta: async () =>
      unsealSnapshot(await (await database()).get("snapshots", "current"))?.meta ?? null,
    lookUp,
    optOuts: async (recipients) => (await lookUp(recipients)).optOuts,
    sequence: async () => readSequence(await database()),
    beginSnapshot: async (options) => createSnapshotWriter(await database(), options, loadMemory),
    learn: (records, asked) =>
      write(async (writing, sequence) => {
        await learnRecords(writing, records, sequence);
        if (asked) await settleEvents(writing, asked.recipients, asked.begin);
      }),
    forgetOptIns: (recipients) => write((writing) => forgetOptIns(writing, recipients)),
    learnEvents: (records) => write((writing, sequence) => learnEvents(writing, records, sequence)),
    hold: (records) => write((writing, sequence) => holdRecords(writing, records, sequence)),
    release: (records) => write((writing) => releaseRecords(writing, records)),
    clear: async () =>
      inTransaction(await database(), [...CLEARED, "values"], "readwrite", async (writing) => {
        for (const name of CLEARED) await writing.objectStore(name).clear();
        await writing.objectStore("values").delete(LOAD);
      }),
  };
}
