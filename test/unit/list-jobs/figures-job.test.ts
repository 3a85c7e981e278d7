import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, it } from "vitest";
import "fake-indexeddb/auto";
import { openAuditDatabase } from "../../../lib/audit/audit-database.ts";
import { createAuditLog } from "../../../lib/audit/audit-log.ts";
import { type CacheDatabase, openCacheDatabase } from "../../../lib/cache/database.ts";
import { createPairCache } from "../../../lib/cache/pair-cache.ts";
import type { Counts } from "../../../lib/campaign/figures/tally.ts";
import type { ConsentRecord } from "../../../lib/consent/record.ts";
import { figuresJob } from "../../../lib/list-jobs/figures-job.ts";
import type { FiguresJob } from "../../../lib/list-jobs/jobs.ts";
import type { E164 } from "../../../lib/phone/e164.ts";

const NOW = Date.parse("2026-11-24T12:00:00Z");
const SENDER = "+16505550101" as E164;
let db: CacheDatabase;

const record = (line: number, over: Partial<ConsentRecord> = {}): ConsentRecord => ({
  from: SENDER,
  to: `+1415555${line}` as E164,
  optStatus: "OptOut",
  coverage: "PhoneNumber",
  source: "Recipient",
  lastModifiedTime: "2026-11-20T12:00:00Z",
  ...over,
});
const sum = (counts: Counts<unknown>): number => counts.reduce((all, [, count]) => all + count, 0);

async function load(records: readonly ConsentRecord[], optIns: boolean) {
  const cache = createPairCache(async () => db);
  const writer = await cache.beginSnapshot({ account: "a", optIns });
  await writer.add(records);
  await writer.commit({ asOf: 5, malformed: 0, source: "export", reread: async () => null });
  return cache;
}
const run = (over: Partial<FiguresJob> = {}, signal = new AbortController().signal) =>
  figuresJob(
    { job: "figures", account: "a", fetched: null, ...over },
    {
      database: async () => db,
      auditDatabase: openAuditDatabase,
      now: () => NOW,
      onProgress: () => undefined,
      signal,
    },
  );

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  db = await openCacheDatabase();
});

describe("figures of what this machine knows", () => {
  it("are those of the delta over the snapshot", async () => {
    const cache = await load(
      [
        record(2671),
        record(2672, { source: "Api", from: null, coverage: "Account" }),
        record(2673, { lastModifiedTime: "2026-11-01T12:00:00Z" }),
        record(2674, { optStatus: "OptIn", source: "Api" }),
      ],
      true,
    );
    await cache.learn([
      record(2673, { optStatus: "OptIn", lastModifiedTime: "2026-11-23T12:00:00Z" }),
    ]);
    const { figures, asOf, optIns, partial, today } = await run();
    expect({ asOf, optIns, partial }).toEqual({ asOf: 5, optIns: true, partial: false });
    expect(figures.optOuts.total).toBe(2);
    expect(figures.optOuts.byNumber).toEqual([
      [SENDER, 1],
      [null, 1],
    ]);
    expect(figures.returns.byDay).toEqual([[today - 1, 1]]);
    expect(figures.recorded.total).toBe(1);
  });

  it("say that opt-ins are not all there", async () => {
    await load([record(2671), record(2674, { optStatus: "OptIn" })], false);
    const { figures, optIns } = await run();
    expect([figures.returns.total, optIns]).toEqual([0, false]);
  });

  it("are none of another account's data, nor of no data", async () => {
    expect((await run()).asOf).toBeNull();
    await load([record(2671)], false);
    expect(await run({ account: "b" })).toMatchObject({ asOf: null });
    expect((await run({ account: "b" })).figures.optOuts.total).toBe(0);
    expect((await run({ account: null })).figures.optOuts.total).toBe(1);
  });

  it("date nothing after today, and say what could not be read", async () => {
    await load([record(2671, { lastModifiedTime: "2027-01-01T00:00:00Z" }), record(2672)], false);
    expect((await run()).figures.optOuts.byDay.at(-1)?.[0]).toBe((await run()).today);
    await db.put("delta", "rubbish", ["+14155550177", "*", "server"]);
    expect((await run()).partial).toBe(true);
  });

  it("end when the person has gone", async () => {
    await load([record(2671)], false);
    const log = createAuditLog({
      database: openAuditDatabase,
      now: () => NOW,
      retentionDays: async () => 365,
    });
    await log.append({ action: "export", actor: null, result: "done" });
    await expect(run({}, AbortSignal.abort())).rejects.toThrow();
  });
});

it("counts an export in pieces, and refuses one that was cut off", async () => {
  const rows = Array.from({ length: 500 }, (_, at) =>
    [
      at % 5 === 0 ? "*" : SENDER,
      `+1415555${2000 + at}`,
      at % 10 === 9 ? "OptIn" : "OptOut",
      at % 2 === 1 ? "Recipient" : "Api",
      at % 5 === 0 ? "Account" : "PhoneNumber",
      "",
      "",
      "2026-11-20T12:00:00.123456Z",
    ].join(","),
  );
  const header = "from,to,status,source,coverage,campaign type,notes,last modified time";
  const text = `${[header, ...rows].join("\r\n")}\r\n`;
  const { figures, optIns, asOf } = await run({ fetched: { file: new Blob([text]), at: 7 } });
  expect([optIns, asOf]).toEqual([true, 7]);
  expect(figures.optOuts.total).toBe(450);
  expect(figures.returns.total).toBe(50);
  expect(figures.optOuts.byNumber.find(([from]) => from === null)?.[1]).toBe(100);
  expect(sum(figures.optOuts.byDay)).toBe(450);
  const cut = new Blob([text.slice(0, -12)]);
  await expect(run({ fetched: { file: cut, at: 7 } })).rejects.toMatchObject({
    code: "truncated-answer",
  });
});

it("counts the log's attempts to text by how they ended", async () => {
  let at = NOW - 3 * 86_400_000;
  const log = createAuditLog({
    database: openAuditDatabase,
    now: () => at,
    retentionDays: async () => 365,
  });
  await log.append({ action: "sign-in", actor: "Dana", result: "done" });
  at = NOW;
  for (const result of ["blocked", "blocked", "warned", "overridden"]) {
    await log.append({ action: "text-attempt", actor: "Dana", result });
  }
  await log.append({ action: "check", actor: "Dana", result: "blocked" });
  const { attempts, today } = await run();
  expect(attempts).toEqual({
    byDay: { blocked: [[today, 2]], warned: [[today, 1]], overridden: [[today, 1]] },
    since: today - 3,
  });
});
