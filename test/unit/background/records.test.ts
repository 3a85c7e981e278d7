import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openCacheDatabase } from "../../../lib/cache/database.ts";
import { Failure } from "../../../lib/failure.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import { diagnosticsText } from "../../../lib/ui/diagnostics-text.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { type BackgroundUnderTest, startBackground } from "./background-under-test.ts";

const SITE = "https://crm.example/*";
const ADA = "+14155550123" as E164;
const SUPPORT = "+16505550101" as E164;
const CHANGE = { to: [ADA], from: [SUPPORT], optStatus: "OptOut", note: "by mail" } as const;

let emulator: Emulator;
let background: BackgroundUnderTest;

beforeEach(async () => {
  emulator = await startEmulator({ records: 50 });
  background = startBackground(emulator);
});
afterEach(() => {
  background.stop();
  return emulator.close();
});

const entries = async () => (await background.send("audit/page", { limit: 100 })).entries;
const tokens = async (): Promise<{ accessToken: string; refreshToken: string }> =>
  (await (await openCacheDatabase()).get("values", "tokens")) as never;

/** Everything on disk and in session storage, as text. */
async function everythingStored(): Promise<string> {
  const database = await openCacheDatabase();
  const all = await Promise.all(
    [...database.objectStoreNames].map((name) => database.getAll(name)),
  );
  return JSON.stringify([all, background.stored()]);
}

describe("a change that waited leaves a trace of its end", () => {
  beforeEach(async () => {
    const report = await background.send("consent/change", CHANGE);
    expect(report.queued.length).toBe(1);
  });
  const waited = { action: "change", to: ADA, from: SUPPORT, after: "OptOut", note: "by mail" };

  it("when RingCentral takes it", async () => {
    await background.connect({ businessNumbers: [SUPPORT] });
    const done = expect.objectContaining({ ...waited, result: "done" });
    await expect.poll(entries).toContainEqual(done);
  });

  it("when a later change of the same pair replaces it before it was sent", async () => {
    await background.send("consent/change", { ...CHANGE, optStatus: "OptIn" });
    const [later, replaced] = (await entries()).filter(({ action }) => action === "change");
    expect(replaced).toMatchObject({ ...waited, result: "replaced" });
    expect(later).toMatchObject({ ...waited, after: "OptIn", result: "queued" });
  });

  it("when RingCentral refuses it, and when a person tries again or gives it up", async () => {
    emulator.setSwitches({ refuseChangesOf: [ADA] });
    await background.connect({ businessNumbers: [SUPPORT] });
    await expect.poll(async () => (await entries()).length).toBe(4);
    const [refused] = (await background.send("state/get", {})).refusedChanges;
    const id = refused?.id ?? -1;
    await background.send("changes/retry", { id });
    await background.send("changes/drop", { id });
    const results = async () =>
      (await entries()).flatMap(({ action, result }) => (action === "change" ? result : []));
    await expect.poll(results).toEqual(["given-up", "CMN-102", "CMN-102", "queued"]);
  });
});

it("an export of the audit log leaves a trace in it", async () => {
  await background.send("audit/exported", { format: "csv", entries: 12, masked: true });
  expect((await entries())[0]).toMatchObject({
    action: "export",
    source: "audit.csv",
    after: "12",
    note: "masked",
  });
});

describe("signing out", () => {
  it("leaves neither tokens nor pairs nor numbers, but what waits to be sent", async () => {
    await background.connect({ businessNumbers: [SUPPORT], sites: [SITE] });
    await background.send("consent/change", CHANGE);
    const secret = await tokens();
    expect(await everythingStored()).toContain(secret.accessToken);
    await background.send("session/disconnect", {});
    const left = await everythingStored();
    for (const text of [secret.accessToken, secret.refreshToken, ADA, "Dana Agent"]) {
      expect(left).not.toContain(text);
    }
    expect(background.forgotten).toEqual(["recent"]);
    await background.send("consent/change", CHANGE);
    await background.send("session/disconnect", {});
    expect((await background.send("state/get", {})).waitingChanges).toBe(1);
  });
});

describe("forgetting everything", () => {
  const fill = async (): Promise<void> => {
    background.granted.add(SITE);
    await background.connect({ businessNumbers: [SUPPORT], sites: [SITE] });
    emulator.setSwitches({ refuseChangesOf: [ADA] });
    await background.send("consent/change", CHANGE);
    await background.send("data/forget", {});
  };

  it("leaves nothing but the trace that it was done", async () => {
    await fill();
    const left = await everythingStored();
    for (const text of [ADA, SUPPORT, "crm.example", "accessToken", "Dana"]) {
      expect(left).not.toContain(text);
    }
    expect(background.granted).toEqual(new Set());
    expect(background.registered()).toEqual([]);
    const state = await background.send("state/get", {});
    expect(state).toMatchObject({
      session: { status: "signed-out" },
      sync: { lastSuccess: null },
      settings: { values: { sites: [], businessNumbers: [], clientId: "" } },
      refusedChanges: [],
    });
    expect((await entries()).map(({ action }) => action)).toEqual(["forget"]);
    expect(await background.send("audit/verify", {})).toMatchObject({ ok: true });
  });

  it("leaves the audit log where policy says how long it is kept", async () => {
    background.policy.auditRetentionDays = 90;
    await fill();
    expect((await entries()).map(({ action }) => action)).toEqual([
      "forget",
      "change",
      "sign-in",
      "settings",
    ]);
  });
});

describe("diagnostics", () => {
  it("hold versions, states, counts and failures, and nothing of customers, in no field", async () => {
    const SECRET = "ZXhhbXBsZS10b2tlbi0xMjM0NTY3ODkw.abcdefgh";
    const hostile = `${ADA} (415) 555-0123 415.555.0123 ${SECRET} https://acme.crm.example/c/1`;
    background.granted.add(SITE);
    await background.connect({
      businessNumbers: [SUPPORT],
      sites: [SITE],
      recipes: [{ name: ADA, site: SITE, button: "#a", number: "#b" }],
    });
    emulator.setSwitches({ refuseChangesOf: [ADA] });
    await background.send("consent/change", { ...CHANGE, note: hostile });
    const database = await openCacheDatabase();
    await database.put(
      "values",
      {
        lastSuccess: background.now,
        optOuts: 7,
        malformed: 0,
        source: "export",
        differences: null,
        failures: [{ code: "server-error", detail: `503 ${hostile}`, at: background.now }],
      },
      "sync-status",
    );
    background.restart();
    // A fault of the worker, whatever it says.
    await background.send("guard/report", null as never).catch(() => undefined);
    await database.put("values", [{ at: 1, what: hostile }], "faults");
    const found = await background.send("diagnostics/get", {});
    const text = diagnosticsText(found);
    const { accessToken, refreshToken } = await tokens();
    for (const secret of [accessToken, refreshToken, SECRET, "acme", "crm.example", "Dana"]) {
      expect(text).not.toContain(secret);
    }
    expect(text).not.toMatch(/415\D{0,3}555\D{0,3}0123|650\D{0,3}555/);
    for (const fact of [
      "version: 1.2.3",
      "session: signed-in",
      "opt-outs: 7",
      "changes refused: 1",
      "sites allowed: 1",
      "server-error 503",
      "unverified: warn",
    ]) {
      expect(text).toContain(fact);
    }
  });
});

it("faults are remembered without numbers and secrets", async () => {
  const { createFaultLog } = await import("../../../lib/background/fault-log.ts");
  const { memoryValue } = await import("../../support/memory-value.ts");
  const log = createFaultLog({ store: memoryValue(), now: () => 5 });
  for (let i = 0; i < 30; i++)
    await log.note(new Failure("storage-fault", { detail: `${i} ${ADA}` }));
  const all = await log.all();
  expect(all.length).toBe(20);
  expect(all[0]).toEqual({ at: 5, what: "Failure: storage-fault: 29 [number]" });
});

it("an update that cannot read the pairs of the version before loads them at once", async () => {
  background.granted.add(SITE);
  await background.connect({ businessNumbers: [SUPPORT], sites: [SITE] });
  await background.synced();
  await (await openCacheDatabase()).put("snapshots", { generation: 1 }, "current");
  background.update();
  const page = { addresses: ["https://crm.example/contacts"] };
  const kindOf = async () => {
    const { verdicts } = await background.send("guard/verdicts", { recipients: [ADA] }, page);
    return verdicts[0]?.kind;
  };
  expect(await kindOf()).toBe("unverified");
  await background.wake();
  await expect.poll(kindOf).toBe("clear");
});
