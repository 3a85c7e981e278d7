import { IDBFactory } from "fake-indexeddb";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import "fake-indexeddb/auto";
import { type CacheDatabase, openCacheDatabase } from "../../../lib/cache/database.ts";
import { createPairCache } from "../../../lib/cache/pair-cache.ts";
import type { CommitOptions, PairCache } from "../../../lib/cache/types.ts";
import { type ConsentRecord, isOptOut } from "../../../lib/consent/record.ts";
import { scopeKey } from "../../../lib/consent/scope.ts";
import { compareServerTimes, parseServerTime } from "../../../lib/consent/server-time.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import { giveLife } from "./mortal-database.ts";
import { ADA, optIn, optOut, record, SALES, SUPPORT } from "./records.ts";

const BOB = "+14155550124" as E164;
const EVE = "+14155550125" as E164;
const T1 = "2026-01-01T00:00:01.000001Z";
const T2 = "2026-01-01T00:00:02.000001Z";

let db: CacheDatabase;
let cache: PairCache;

async function open(): Promise<void> {
  db = await openCacheDatabase();
  cache = createPairCache(async () => db);
}

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  await open();
});

const whole: CommitOptions = {
  asOf: 1000,
  malformed: 0,
  source: "export",
  reread: async () => [],
};

async function load(
  records: readonly ConsentRecord[],
  options: Partial<CommitOptions> & { account?: string; optIns?: boolean } = {},
): Promise<void> {
  const { account = "a", optIns = false, ...commit } = options;
  const writer = await cache.beginSnapshot({ account, optIns });
  await writer.add(records);
  await writer.commit({ ...whole, ...commit });
}

const EVERYBODY = [ADA, BOB, EVE];

/** Everything known of some recipients, as texts. */
async function known(recipients: readonly E164[] = EVERYBODY, of = cache): Promise<string[]> {
  const { optOuts } = await of.lookUp(recipients);
  return [...optOuts].flatMap(([to, list]) => list.map((o) => `${to} ${scopeKey(o)}`)).sort();
}

const said = (records: readonly ConsentRecord[]): string[] =>
  records.map((r) => `${r.to} ${scopeKey(r)}`).sort();

/** The newest record of each scope; of equally new ones an opt-out. */
function newest(records: readonly ConsentRecord[]): ConsentRecord[] {
  const byScope = new Map<string, ConsentRecord>();
  for (const r of records) {
    const key = `${r.to} ${scopeKey(r)}`;
    const rival = byScope.get(key);
    const order = rival
      ? compareServerTimes(
          parseServerTime(r.lastModifiedTime),
          parseServerTime(rival.lastModifiedTime),
        )
      : 1;
    if (order > 0 || (order === 0 && isOptOut(r))) byScope.set(key, r);
  }
  return [...byScope.values()];
}

describe("a snapshot", () => {
  it("answers with source and date as the server wrote them", async () => {
    const since = "2025-05-12T22:21:03.891149Z";
    await load([
      optOut(ADA, { source: "Recipient", lastModifiedTime: since, notes: "not kept" }),
      optOut(BOB, { from: null, coverage: "Account" }),
    ]);
    const { optOuts, uncertain, meta } = await cache.lookUp(EVERYBODY);
    expect(optOuts.get(ADA)).toEqual([
      { from: SUPPORT, coverage: "PhoneNumber", source: "Recipient", since },
    ]);
    expect(optOuts.get(BOB)).toEqual([{ from: null, coverage: "Account" }]);
    expect(optOuts.has(EVE)).toBe(false);
    expect(uncertain.size).toBe(0);
    expect(meta).toEqual({
      asOf: 1000,
      optOuts: 2,
      malformed: 0,
      source: "export",
      account: "a",
      optIns: false,
      differences: null,
    });
  });

  it("tells how it differs from what was known", async () => {
    await load([optOut(ADA), optOut(BOB)]);
    await cache.learn([optOut(EVE)]);
    await load([optOut(ADA), optIn(BOB), optOut(EVE), optOut(EVE, { from: SALES })]);
    expect((await cache.meta())?.differences).toEqual({ appeared: 1, lifted: 1, missing: 0 });
    await load([optOut(EVE), optOut(EVE, { from: SALES })]);
    expect((await cache.meta())?.differences).toEqual({ appeared: 0, lifted: 0, missing: 1 });
  });

  it("tells the same as whoever compares all that was known with all that is said", async () => {
    const records = fc.array(record, { maxLength: 60 });
    const keyOf = (r: ConsentRecord): string => `${r.to} ${scopeKey(r)}`;
    await fc.assert(
      fc.asyncProperty(records, records, async (first, second) => {
        globalThis.indexedDB = new IDBFactory();
        await open();
        await load(first);
        await load([...first.slice(0, 20), ...second]);
        const before = newest(first).filter(isOptOut);
        const after = new Map(
          newest([...first.slice(0, 20), ...second]).map((r) => [keyOf(r), r] as const),
        );
        const isLifted = (r: ConsentRecord): boolean => {
          const now = after.get(keyOf(r));
          if (!now || isOptOut(now)) return false;
          return (
            compareServerTimes(
              parseServerTime(now.lastModifiedTime),
              parseServerTime(r.lastModifiedTime),
            ) >= 0
          );
        };
        const lasts = (r: ConsentRecord): boolean => {
          const now = after.get(keyOf(r));
          return now !== undefined && isOptOut(now);
        };
        const known = new Set(before.map(keyOf));
        expect((await cache.meta())?.differences).toEqual({
          appeared: [...after].filter(([key, r]) => isOptOut(r) && !known.has(key)).length,
          lifted: before.filter(isLifted).length,
          missing: new Set(before.filter((r) => !lasts(r) && !isLifted(r)).map(({ to }) => to))
            .size,
        });
      }),
    );
  });

  it("holds exactly the newest opt-out of each scope, whatever is loaded", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 60 }), async (records) => {
        globalThis.indexedDB = new IDBFactory();
        await open();
        await load(records);
        const everybody = [...new Set(records.map(({ to }) => to)), ADA];
        expect(await known(everybody)).toEqual(said(newest(records).filter(isOptOut)));
      }),
    );
  });

  it("is the same when it does not fit into memory and is sorted in parts on disk", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 60 }), async (records) => {
        globalThis.indexedDB = new IDBFactory();
        await open();
        cache = createPairCache(async () => db, { pairsAtFirst: 3, pairsARun: 2, memory: 60 });
        const writer = await cache.beginSnapshot({ account: "a", optIns: false });
        for (const one of records) await writer.add([one]);
        await writer.commit(whole);
        const everybody = [...new Set(records.map(({ to }) => to)), ADA];
        expect(await known(everybody)).toEqual(said(newest(records).filter(isOptOut)));
        expect(await db.count("runs")).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it("keeps opt-ins beside where they are asked for", async () => {
    await load([optIn(ADA), optOut(BOB)], { optIns: true });
    const { optOuts, optIns, meta } = await cache.lookUp(EVERYBODY);
    expect(optIns.get(ADA)).toEqual([{ from: SUPPORT, coverage: "PhoneNumber" }]);
    expect([...optOuts.keys()]).toEqual([BOB]);
    expect(meta).toMatchObject({ optOuts: 1, optIns: true });
  });

  it("spans many blocks", async () => {
    const numbers = Array.from({ length: 10_000 }, (_, i) => `+1415${5_000_000 + i * 7}` as E164);
    await load(numbers.map((to, i) => optOut(to, { from: i % 3 === 0 ? SALES : SUPPORT })));
    const asked = numbers.filter((_, i) => i % 97 === 0);
    const { optOuts } = await cache.lookUp([...asked, ADA]);
    expect([...optOuts.keys()].sort()).toEqual(asked.filter((to) => to !== ADA).sort());
    expect(optOuts.get(numbers[0] ?? ADA)?.[0]?.from).toBe(SALES);
  });
});

describe("what was known", () => {
  it("is forgotten only when the server has an opt-in, or denies it twice", async () => {
    await load([optOut(ADA), optOut(BOB), optOut(EVE)]);
    const asked: E164[][] = [];
    await load([optOut(ADA), optIn(BOB)], {
      reread: async (recipients) => {
        asked.push([...recipients]);
        return [];
      },
    });
    expect(asked).toEqual([[EVE]]);
    expect(await known()).toEqual(said([optOut(ADA)]));
  });

  it("stays when nobody can be asked, also over the next loads", async () => {
    await load([optOut(ADA, { source: "Carrier", lastModifiedTime: T1 })]);
    for (let times = 0; times < 3; times++) await load([], { reread: async () => null });
    expect((await cache.optOuts([ADA])).get(ADA)).toEqual([
      { from: SUPPORT, coverage: "PhoneNumber", source: "Carrier", since: T1 },
    ]);
  });

  it("stays when the server still has it after all", async () => {
    await load([optOut(ADA), optOut(BOB)]);
    await load([optOut(BOB)], { reread: async () => [optOut(ADA, { lastModifiedTime: T2 })] });
    expect(await known()).toEqual(said([optOut(ADA), optOut(BOB)]));
  });

  it("stays when the question fails", async () => {
    await load([optOut(ADA)]);
    const failing = load([], { reread: () => Promise.reject(new Error("offline")) });
    await expect(failing).rejects.toThrow("offline");
    expect(await known()).toEqual(said([optOut(ADA)]));
  });

  it("is not lifted by an opt-in that is older than it, nor by one of another scope", async () => {
    await load([optOut(ADA, { lastModifiedTime: T2 }), optOut(BOB)]);
    await load([optIn(ADA, { lastModifiedTime: T1 }), optIn(BOB, { from: SALES })], {
      reread: async () => null,
    });
    expect(await known()).toEqual(said([optOut(ADA), optOut(BOB)]));
  });

  it("of another account never answers", async () => {
    await load([optOut(ADA)]);
    await cache.hold([optOut(EVE)]);
    await cache.clear();
    await load([optOut(BOB)], { account: "b" });
    expect(await known()).toEqual(said([optOut(BOB)]));
  });
});

describe("the delta", () => {
  it("outlives the commit of a load that began before it", async () => {
    const writer = await cache.beginSnapshot({ account: "a", optIns: false });
    await cache.learn([optOut(ADA), optIn(BOB)]);
    await writer.add([optOut(BOB)]);
    await writer.commit(whole);
    expect(await known()).toEqual(said([optOut(ADA)]));
  });

  it("answers the same when it has grown large", async () => {
    const many = Array.from({ length: 700 }, (_, i) => optOut(`+1415${5_000_000 + i}` as E164));
    await cache.learn(many);
    await cache.learn([optOut(ADA)]);
    expect(await known([...EVERYBODY, many[699]?.to ?? BOB])).toEqual(
      said([optOut(ADA), many[699] ?? optOut(BOB)]),
    );
  });

  it("gives way to a load that began after it", async () => {
    await cache.learn([optOut(ADA), optOut(BOB)]);
    await load([optIn(ADA), optOut(BOB)]);
    expect(await known()).toEqual(said([optOut(BOB)]));
    expect(await db.count("delta")).toBe(0);
  });

  it("does not lift an opt-out that the snapshot dates later", async () => {
    const writer = await cache.beginSnapshot({ account: "a", optIns: false });
    await cache.learn([optIn(ADA, { lastModifiedTime: T1 })]);
    await writer.add([optOut(ADA, { lastModifiedTime: T2 })]);
    await writer.commit(whole);
    expect(await known()).toEqual(said([optOut(ADA)]));
  });

  it("ends at the same in whatever order dated records arrive, and however often", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { maxLength: 12 }).chain((records) =>
          fc.tuple(
            fc.constant(newest(records)),
            fc.shuffledSubarray([...newest(records), ...newest(records), ...records], {
              minLength: newest(records).length * 2 + records.length,
            }),
          ),
        ),
        async ([expected, arrived]) => {
          globalThis.indexedDB = new IDBFactory();
          await open();
          for (const one of arrived) await cache.learn([one]);
          const everybody = [...new Set(arrived.map(({ to }) => to))];
          expect(await known(everybody)).toEqual(said(expected.filter(isOptOut)));
        },
      ),
      { numRuns: 50 },
    );
  });

  it("keeps what an event tells until the record has been read", async () => {
    await cache.learnEvents([optOut(ADA, { lastModifiedTime: T1 })]);
    const begin = await cache.sequence();
    expect(await known()).toEqual(said([optOut(ADA)]));
    await cache.learn([optIn(ADA, { lastModifiedTime: T2 })], { recipients: [ADA], begin });
    expect(await known()).toEqual([]);
  });

  it("keeps an event that came after the reading began, and ignores one that is late", async () => {
    const begin = await cache.sequence();
    await cache.learnEvents([optOut(ADA, { lastModifiedTime: T2 })]);
    await cache.learn([optIn(ADA, { lastModifiedTime: T1 })], { recipients: [ADA], begin });
    expect(await known()).toEqual(said([optOut(ADA)]));
    await cache.learn([optIn(BOB, { lastModifiedTime: T2 })]);
    await cache.learnEvents([optOut(BOB, { lastModifiedTime: T1 })]);
    expect(await known([BOB])).toEqual([]);
  });

  it("lets nothing but its release lift what a person entered", async () => {
    await cache.hold([optOut(ADA)]);
    await cache.learn([optIn(ADA, { lastModifiedTime: T2 })]);
    await load([optIn(ADA, { lastModifiedTime: T2 })]);
    expect(await known()).toEqual(said([optOut(ADA)]));
    await cache.release([optOut(ADA)]);
    expect(await known()).toEqual([]);
  });

  it("counts a status that is not known as an opt-out", async () => {
    await cache.learn([optOut(ADA, { optStatus: "Snoozed" })]);
    expect(await known()).toEqual(said([optOut(ADA)]));
  });
});

describe("damage", () => {
  const garble = async (store: "blocks" | "details"): Promise<void> => {
    for (const key of await db.getAllKeys(store)) {
      const bytes = (await db.get(store, key)) as Uint8Array;
      bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
      await db.put(store, bytes, key);
    }
  };

  it("of a block leaves its recipients uncertain, and the delta answers on", async () => {
    await load([optOut(ADA), optOut(EVE)]);
    await cache.learn([optOut(BOB)]);
    await garble("blocks");
    const { optOuts, uncertain } = await cache.lookUp(EVERYBODY);
    expect([...optOuts.keys()]).toEqual([BOB]);
    expect([...uncertain].sort()).toEqual(EVERYBODY);
    await load([optOut(ADA), optOut(BOB), optOut(EVE)]);
    expect((await cache.lookUp(EVERYBODY)).uncertain.size).toBe(0);
    expect(await known()).toEqual(said([optOut(ADA), optOut(BOB), optOut(EVE)]));
  });

  it("of details costs the details and not the opt-out", async () => {
    await load([optOut(ADA, { source: "Api", lastModifiedTime: T1 })]);
    await garble("details");
    expect((await cache.optOuts([ADA])).get(ADA)).toEqual([
      { from: SUPPORT, coverage: "PhoneNumber" },
    ]);
  });

  it.each([[null], [{}], ["x"], [{ generation: 1 }]])(
    "of the snapshot's own entry (%j) leaves everybody uncertain",
    async (entry) => {
      await load([optOut(ADA)]);
      await db.put("snapshots", entry, "current");
      expect([...(await cache.lookUp(EVERYBODY)).uncertain].sort()).toEqual(EVERYBODY);
      expect(await cache.meta()).toBeNull();
      await load([optOut(ADA)]);
      expect((await cache.lookUp(EVERYBODY)).uncertain.size).toBe(0);
    },
  );

  it("of a delta entry leaves its recipient uncertain until the server was asked", async () => {
    await load([]);
    await db.put("delta", { record: "?" }, [ADA, SUPPORT, "PhoneNumber "]);
    expect([...(await cache.lookUp(EVERYBODY)).uncertain]).toEqual([ADA]);
    await load([], { reread: async () => null });
    expect([...(await cache.lookUp(EVERYBODY)).uncertain]).toEqual([ADA]);
    await load([], { reread: async () => [optOut(ADA)] });
    expect((await cache.lookUp(EVERYBODY)).uncertain.size).toBe(0);
    expect(await known()).toEqual(said([optOut(ADA)]));
  });
});

describe("the worker's death", () => {
  const OLD = [optOut(ADA), optOut(BOB)];
  const NEW = [optIn(ADA), optOut(BOB), optOut(EVE)];
  const LEARNED = optOut("+14155550126" as E164);

  async function liveUntil(limit: number): Promise<boolean> {
    globalThis.indexedDB = new IDBFactory();
    await open();
    await load(OLD);
    await cache.learn([LEARNED]);
    const life = giveLife(db, limit);
    const loading = async (): Promise<void> => {
      const writer = await cache.beginSnapshot({ account: "a", optIns: false });
      try {
        await writer.add(NEW);
        await writer.commit({ ...whole, reread: async () => [LEARNED] });
      } catch (error) {
        await writer.abort();
        throw error;
      }
    };
    await Promise.race([loading(), life.end]);
    return life.dead;
  }

  it("at any step of a load leaves the old or the new snapshot whole, and the next load works", async () => {
    const everybody = [...EVERYBODY, LEARNED.to];
    const before = said([...OLD, LEARNED]);
    const after = said([optOut(BOB), optOut(EVE), LEARNED]);
    const seen = new Set<string>();
    let steps = 0;
    for (let died = true; died; steps++) {
      died = await liveUntil(steps);
      await open();
      const { uncertain } = await cache.lookUp(everybody);
      expect(uncertain.size).toBe(0);
      const found = await known(everybody);
      expect([before, after]).toContainEqual(found);
      seen.add(found.join());
      await load([...NEW, LEARNED]);
      expect(await known(everybody)).toEqual(after);
      const { generations } = await leftovers();
      expect(generations).toBe(1);
    }
    expect(steps).toBeGreaterThan(20);
    expect([...seen]).toEqual([before.join(), after.join()]);
  });

  const leftovers = async () => ({
    generations: new Set((await db.getAllKeys("blocks")).map(([generation]) => generation)).size,
  });

  it("and a sign-out in the middle of a load leave nothing of it", async () => {
    const writer = await cache.beginSnapshot({ account: "a", optIns: false });
    await writer.add(OLD);
    await cache.clear();
    await expect(writer.commit(whole)).rejects.toMatchObject({ code: "aborted" });
    expect(await known()).toEqual([]);
  });
});
