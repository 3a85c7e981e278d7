import { IDBFactory } from "fake-indexeddb";
import fc from "fast-check";
import { beforeEach, expect, it } from "vitest";
import "fake-indexeddb/auto";
import { type CacheDatabase, openCacheDatabase } from "../../../lib/cache/database.ts";
import { createPairCache } from "../../../lib/cache/pair-cache.ts";
import { readWhole } from "../../../lib/cache/whole.ts";
import type { SenderCampaign } from "../../../lib/consent/campaign-rank.ts";
import { judge } from "../../../lib/consent/judge.ts";
import { RecipientTable } from "../../../lib/consent/recipient-table.ts";
import type { ConsentRecord } from "../../../lib/consent/record.ts";
import { type E164, e164FromNumber, e164ToNumber } from "../../../lib/phone/e164.ts";
import { createBlocklist } from "../../../lib/sync/blocklist.ts";

const SALES = "+16505550100" as E164;
const SUPPORT = "+16505550101" as E164;
const FIRST = 14155550100;

let db: CacheDatabase;

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  db = await openCacheDatabase();
});

const recipient = fc.integer({ min: 0, max: 12 }).map((at) => e164FromNumber(FIRST + at));
const scope = fc.constantFrom<Pick<ConsentRecord, "from" | "coverage" | "campaignType">>(
  { from: SALES, coverage: "PhoneNumber" },
  { from: SUPPORT, coverage: "PhoneNumber" },
  { from: null, coverage: "Account" },
  { from: null, coverage: "CampaignType", campaignType: "Informational" },
  { from: null, coverage: "CampaignType", campaignType: "Promotional" },
);
const record = fc
  .tuple(recipient, scope, fc.constantFrom("OptOut", "OptIn"), fc.integer({ min: 1, max: 9 }))
  .map(
    ([to, where, optStatus, second]): ConsentRecord => ({
      ...where,
      to,
      optStatus,
      source: "Recipient",
      lastModifiedTime: `2026-01-01T00:00:0${second}Z`,
    }),
  );
const campaigns = new Map<E164, SenderCampaign>([
  [SALES, { campaignType: "Informational", optInRequired: false }],
  [SUPPORT, { campaignType: "Promotional", optInRequired: true }],
]);

it("judges everybody as a look-up of them would", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { maxLength: 25 }),
      fc.array(record, { maxLength: 6 }),
      fc.array(record, { maxLength: 3 }),
      fc.constantFrom([], [SALES], [SUPPORT], [SALES, SUPPORT]),
      fc.boolean(),
      async (loaded, learned, held, senders, optIns) => {
        const cache = createPairCache(async () => db);
        await cache.clear();
        const writer = await cache.beginSnapshot({ account: "a", optIns });
        await writer.add(loaded);
        const reread = async () => [];
        await writer.commit({ asOf: 1, malformed: 0, source: "export", reread });
        await cache.learn(learned);
        await cache.hold(held.map((each) => ({ ...each, optStatus: "OptOut" })));
        const whole = await readWhole(db, false);
        if (!whole) throw new Error("nothing read");
        const blocklist = createBlocklist(whole, { senders, campaigns });
        const everybody = Array.from({ length: 14 }, (_, at) => e164FromNumber(FIRST - 1 + at));
        const known = await cache.lookUp(everybody);
        for (const to of everybody) {
          const verdict = judge({
            recipient: to,
            optOuts: known.optOuts.get(to) ?? [],
            ...(optIns ? { optIns: known.optIns.get(to) ?? [] } : {}),
            senders,
            campaigns,
            data: { state: "fresh", asOf: 1 },
          });
          const cause = blocklist.causes[blocklist.find(e164ToNumber(to)) - 1];
          const expected =
            verdict.kind === "clear"
              ? undefined
              : verdict.kind === "partly-opted-out"
                ? "opted-out"
                : verdict.kind;
          expect(cause?.kind).toBe(expected);
          if (verdict.optOuts.length > 0) {
            expect(new Set(cause?.from)).toEqual(new Set(verdict.optOuts.map(({ from }) => from)));
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});

it("knows nothing for certain where the cache is damaged, but keeps newer opt-outs", async () => {
  const cache = createPairCache(async () => db);
  const to = e164FromNumber(FIRST);
  const other = e164FromNumber(FIRST + 1);
  const optOut = { from: SALES, coverage: "PhoneNumber", optStatus: "OptOut" } as const;
  const writer = await cache.beginSnapshot({ account: "a", optIns: false });
  await writer.add([{ ...optOut, to }]);
  await writer.commit({ asOf: 1, malformed: 0, source: "export", reread: async () => [] });
  await cache.learn([{ ...optOut, to: other }]);
  const [key] = await db.getAllKeys("blocks");
  if (!key) throw new Error("no block");
  await db.put("blocks", new Uint8Array([1, 2, 3]), key);
  await db.put("delta", { garbled: true }, [`+${FIRST - 5}`, "*", "held"]);
  const whole = await readWhole(db, false);
  if (!whole) throw new Error("nothing read");
  const blocklist = createBlocklist(whole, { senders: [] });
  const kindOf = (number: number) => blocklist.causes[blocklist.find(number) - 1]?.kind;
  expect(kindOf(FIRST)).toBe("unverified");
  expect(kindOf(FIRST + 1)).toBe("opted-out");
  expect(kindOf(FIRST + 9)).toBe("unverified");
  expect(kindOf(FIRST - 5)).toBe("unverified");
  expect(kindOf(FIRST - 1)).toBeUndefined();
});

it("is refused where nobody can say what the cache knew", async () => {
  await db.put("snapshots", { generation: 1 }, "current");
  expect(await readWhole(db, false)).toBeNull();
});

it("finds each of many recipients and nobody else", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1_000_000, max: 999_999_999_999_999 }), { maxLength: 300 }),
      (numbers) => {
        const table = new RecipientTable(0);
        numbers.forEach((number, at) => {
          table.set(number, (at % 60_000) + 1);
        });
        expect(table.size).toBe(numbers.length);
        numbers.forEach((number, at) => {
          expect(table.get(number)).toBe((at % 60_000) + 1);
          if (!numbers.includes(number + 1)) expect(table.get(number + 1)).toBe(0);
        });
      },
    ),
  );
});
