import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, it } from "vitest";
import { openAuditDatabase } from "../../../lib/audit/audit-database.ts";
import { createAuditLog } from "../../../lib/audit/audit-log.ts";
import { type AuditEvent, maskNumber } from "../../../lib/audit/entry.ts";
import type { E164 } from "../../../lib/phone/e164.ts";

const ADA = "+14155552671" as E164;
const CHECK: AuditEvent = { action: "check", actor: "Dana 101", to: ADA, result: "clear" };

let database: ReturnType<typeof openAuditDatabase>;
let now: number;

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  database = openAuditDatabase();
  now = Date.UTC(2026, 0, 1);
});

const log = (options: { maxEntries?: number; retentionDays?: number } = {}) =>
  createAuditLog({
    database: () => database,
    now: () => now++,
    retentionDays: async () => options.retentionDays ?? 365,
    ...(options.maxEntries === undefined ? {} : { maxEntries: options.maxEntries }),
  });

async function filled(count: number, options?: Parameters<typeof log>[0]) {
  const audit = log(options);
  await Promise.all(
    Array.from({ length: count }, (_, index) => audit.append({ ...CHECK, note: `n${index}` })),
  );
  return audit;
}

describe("the audit log", () => {
  it("keeps what is appended at once in one unbroken chain, newest first", async () => {
    const audit = await filled(30);
    const { entries: page } = await audit.page({ limit: 10 });
    expect(page.map(({ seq }) => seq)).toEqual([30, 29, 28, 27, 26, 25, 24, 23, 22, 21]);
    expect(page[0]).toMatchObject({ to: ADA, note: "n29" });
    expect((await audit.page({ before: 21, limit: 100 })).entries.length).toBe(20);
    expect(await audit.verify()).toEqual({ ok: true, entries: 30, dropped: 0 });
  });

  it("goes on where the last worker stopped", async () => {
    await filled(3);
    const audit = log();
    await audit.append(CHECK);
    expect(await audit.verify()).toEqual({ ok: true, entries: 4, dropped: 0 });
  });

  it.each([
    [
      "changed",
      async () => (await database).put("entries", { ...(await at(5)), note: "other" }, 5),
    ],
    ["taken out", async () => (await database).delete("entries", 5)],
    ["replaced by rubbish", async () => (await database).put("entries", 17, 5)],
    [
      "given another's hash",
      async () =>
        (await database).put("entries", { ...(await at(5)), hash: (await at(6)).hash }, 5),
    ],
  ])("notices an entry that was %s", async (_, tamper) => {
    const audit = await filled(9);
    await tamper();
    expect(await audit.verify()).toEqual({ ok: false, entries: 9, brokenAt: 5 });
  });

  it("notices a last entry that was spoilt", async () => {
    const audit = await filled(4);
    await (await database).put("entries", null, 4);
    expect(await audit.verify()).toEqual({ ok: false, entries: 4, brokenAt: 4 });
  });

  it("drops the oldest when there are too many, says so, and still verifies", async () => {
    const audit = await filled(120, { maxEntries: 40 });
    const verdict = await audit.verify();
    expect(verdict).toMatchObject({ ok: true });
    const { entries: all } = await audit.page({ limit: 1000 });
    expect(all.length).toBeLessThan(100);
    expect(all.some(({ action, after }) => action === "trimmed" && Number(after) > 0)).toBe(true);
    expect(verdict).toMatchObject({
      entries: all.length,
      dropped: (all[0]?.seq ?? 0) - all.length,
    });
  });

  it("drops what is older than policy keeps", async () => {
    const audit = await filled(60, { retentionDays: 30 });
    now += 31 * 86_400_000;
    for (let i = 0; i < 50; i++) await audit.append(CHECK);
    const { entries: all } = await audit.page({ limit: 1000 });
    expect(all.every(({ at: time }) => time > now - 31 * 86_400_000)).toBe(true);
    expect(await audit.verify()).toMatchObject({ ok: true });
  });

  it("can be forgotten", async () => {
    const audit = await filled(5);
    await audit.clear();
    expect(await audit.page({ limit: 10 })).toEqual({
      entries: [],
      next: null,
      kept: 0,
      dropped: 0,
    });
    expect(await audit.verify()).toEqual({ ok: true, entries: 0, dropped: 0 });
  });
});

it("masks a number and still tells it from most others", () => {
  expect(maskNumber(ADA)).toBe("+1415•••2671");
});

const at = async (seq: number): Promise<Record<string, unknown>> =>
  (await (await database).get("entries", seq)) as Record<string, unknown>;
