import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, it, vi } from "vitest";
import "fake-indexeddb/auto";
import { openCacheDatabase } from "../../../lib/cache/database.ts";
import { createPairCache } from "../../../lib/cache/pair-cache.ts";
import { markOf, PairColumns } from "../../../lib/consent/pair-columns.ts";
import { e164FromNumber } from "../../../lib/phone/e164.ts";
import { SUPPORT } from "./records.ts";

/** Blocks of 2,048 recipients, at up to four bytes for a mark and nine for source and time. */
const MOST_BYTES = 2048 * 13;
const APART = 7;
const FIRST = 12_000_000_000;

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

/** What each of some look-ups asks the disk for. */
async function workOf(pairs: number): Promise<readonly { requests: number; bytes: number }[]> {
  const db = await openCacheDatabase();
  const cache = createPairCache(async () => db);
  const writer = await cache.beginSnapshot({ account: "a", optIns: false });
  writer.dictionaries.scopes.indexOf({ from: SUPPORT, coverage: "PhoneNumber" });
  const columns = new PairColumns(pairs);
  for (let at = 0; at < pairs; at++) columns.push(FIRST + at * APART, markOf(0, false), 0, at, at);
  await writer.addColumns(columns);
  const reread = async () => [];
  await writer.commit({ asOf: 1, malformed: 0, source: "export", reread });
  const work: { requests: number; bytes: number }[] = [];
  for (let i = 0; i < 20; i++) {
    const keys = vi.spyOn(IDBObjectStore.prototype, "getAllKeys");
    const all = vi.spyOn(IDBObjectStore.prototype, "getAll");
    const got = vi.spyOn(IDBObjectStore.prototype, "get");
    const recipient = FIRST + Math.floor((i * pairs) / 20) * APART;
    const { optOuts } = await cache.lookUp([e164FromNumber(recipient)]);
    expect(optOuts.size).toBe(1);
    const requests = keys.mock.calls.length + all.mock.calls.length + got.mock.calls.length;
    const bytes = got.mock.results.reduce(
      (sum, { value }, call) =>
        (got.mock.contexts[call] as IDBObjectStore).name === "snapshots"
          ? sum
          : sum + value.result.length,
      0,
    );
    work.push({ requests, bytes });
    vi.restoreAllMocks();
  }
  db.close();
  return work;
}

it.each([1_000, 30_000, 600_000])("is the same and bounded among %i pairs", async (pairs) => {
  for (const { requests, bytes } of await workOf(pairs)) {
    // The snapshot, what is newer, one block, its details.
    expect(requests).toBe(4);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  }
});
