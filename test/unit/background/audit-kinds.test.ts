import { afterEach, beforeEach, expect, it } from "vitest";
import { AUDIT_ACTIONS, type AuditEntry } from "../../../lib/audit/entry.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import { openUploadDatabase } from "../../../lib/uploads/upload-database.ts";
import { createUploadStore } from "../../../lib/uploads/upload-store.ts";
import { writeDraft } from "../../../lib/uploads/write-draft.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { rowsFor } from "../uploads/upload-world.ts";
import { type BackgroundUnderTest, startBackground } from "./background-under-test.ts";

const SITE = "https://crm.example/*";
const PAGE = { tabId: 1, frameId: 0, addresses: ["https://crm.example/contacts/7"] };
const ADA = "+14155550123" as E164;
const BOB = "+14155550124" as E164;
const SUPPORT = "+16505550101" as E164;
const DANA = "Dana Agent 101";
const DAY_MS = 86_400_000;

let emulator: Emulator;
let background: BackgroundUnderTest;

beforeEach(async () => {
  emulator = await startEmulator();
  background = startBackground(emulator);
  background.granted.add(SITE);
});
afterEach(() => {
  background.stop();
  return emulator.close();
});

const entries = async () => (await background.send("audit/page", { limit: 1000 })).entries;
const last = async (action: AuditEntry["action"]) =>
  (await entries()).find((entry) => entry.action === action);

async function upload(): Promise<void> {
  const database = openUploadDatabase();
  const id = await writeDraft(
    createUploadStore(() => database),
    { name: "list.csv", statement: "signed at the counter" },
    (async function* () {
      yield {
        rows: rowsFor(2, (at) => ({ optStatus: at === 0 ? "OptOut" : "OptIn" })),
        skipped: [],
      };
    })(),
    new AbortController().signal,
  );
  await background.send("uploads/act", { id, act: "start" });
  await expect.poll(async () => (await last("bulk-change"))?.result).toBe("done");
}

it("every kind of entry is written, with who, when, which pair, before, after, source, note and result", async () => {
  background.policy.auditRetentionDays = 30;
  await background.wake();
  await background.connect({ businessNumbers: [SUPPORT], sites: [SITE] });
  await background.synced();
  const seen = new Map<AuditEntry["action"], AuditEntry>();
  const expectEntry = async (
    action: AuditEntry["action"],
    fields: Partial<AuditEntry>,
    actor: string | null = DANA,
  ): Promise<void> => {
    const entry = await last(action);
    expect(entry, action).toMatchObject({ actor, ...fields });
    expect(Math.abs((entry?.at ?? 0) - background.now), action).toBeLessThan(DAY_MS);
    if (entry) seen.set(action, entry);
  };

  await expectEntry(
    "policy",
    { before: "{}", after: '{"auditRetentionDays":30}', result: "done" },
    null,
  );
  await expectEntry("sign-in", { result: "done" });

  await background.send("settings/update", { unverified: "block" });
  await expectEntry("settings", {
    before: '{"unverified":"warn"}',
    after: '{"unverified":"block"}',
    result: "done",
  });

  await background.send("consent/check", { recipient: ADA, live: true });
  await expectEntry("check", { to: ADA, source: "RingCentral", after: "clear", result: "done" });

  const change = { to: [ADA], from: [SUPPORT], optStatus: "OptOut", note: "by phone" } as const;
  await background.send("consent/change", change);
  await expectEntry("change", {
    to: ADA,
    from: SUPPORT,
    before: "clear",
    after: "OptOut",
    source: "Api",
    note: "by phone",
    result: "done",
  });
  emulator.setSwitches({ refuseChangesOf: [BOB] });
  await background.send("consent/change", { ...change, to: [BOB], from: null });
  await expectEntry("change", { to: BOB, from: null, result: "CMN-102" });

  for (const result of ["blocked", "overridden"] as const) {
    await background.send("guard/attempt", { recipients: [ADA], result }, PAGE);
    await expectEntry("text-attempt", { to: ADA, source: "https://crm.example", result });
  }

  await upload();
  await expectEntry("bulk-change", {
    source: "list.csv",
    after: "OptOut 1, OptIn 1, done 2, refused 0, skipped 0",
    note: "signed at the counter",
    result: "done",
  });

  await background.send("audit/exported", { format: "json", entries: 5, masked: true });
  await expectEntry("export", { source: "audit.json", after: "5", note: "masked", result: "done" });

  emulator.putRecords([
    { to: "+14155550177", optStatus: "OptOut", source: "Recipient", coverage: "Account" },
  ]);
  background.now += 1000;
  await background.syncNow();
  await expect.poll(async () => (await last("differences"))?.result).toBe("found");
  await expectEntry("differences", { after: '{"appeared":1,"lifted":0,"missing":0}' });

  await background.send("session/disconnect", {});
  await expectEntry("sign-out", { result: "done" });

  await background.send("session/connect", {});
  emulator.revokeTokens();
  await background.syncNow();
  await expect.poll(async () => (await last("session-ended"))?.result).toBe("session-ended");
  await expectEntry("session-ended", {});

  // Retention is policy's: what is older goes, and its going is told.
  background.now += 31 * DAY_MS;
  const before = (await entries()).length;
  for (let i = 0; i < 50; i++) {
    await background.send("consent/check", { recipient: ADA, live: false });
  }
  await expectEntry("trimmed", { after: String(before), result: "done" }, null);
  const { entries: kept, dropped } = await background.send("audit/page", { limit: 1000 });
  expect(dropped).toBe(before);
  expect(kept.every(({ at }) => at > background.now - 30 * DAY_MS)).toBe(true);
  expect(await background.send("audit/verify", {})).toMatchObject({ ok: true, dropped: before });

  await background.send("data/forget", {});
  await expectEntry("forget", { result: "done" }, null);
  expect([...seen.keys()].sort()).toEqual([...AUDIT_ACTIONS].sort());
});
