import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openCacheDatabase } from "../../../lib/cache/database.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { CLIENT_ID } from "../../emulator/oauth.ts";
import { eventually } from "../../support/eventually.ts";
import { type BackgroundUnderTest, startBackground } from "./background-under-test.ts";

const SITE = "https://crm.example/*";
const PAGE = { addresses: ["https://crm.example/contacts"] };
const ADA = "+14155550123" as E164;
const SUPPORT = "+16505550101" as E164;

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

const stop = (): boolean => emulator.keyword({ from: ADA, to: SUPPORT, text: "STOP" });

describe("a guarded site", () => {
  it("is registered and reaches tabs that are open already, once its permission is there", async () => {
    background.tabs.push({ id: 7, url: "https://crm.example/contacts" });
    await background.send("settings/update", { sites: [SITE] });
    expect(background.registered()).toEqual([]);
    background.granted.add(SITE);
    await background.changed();
    expect(background.registered()).toEqual([SITE]);
    expect(background.injected).toEqual([7]);
    expect(background.toPages).toContainEqual({ push: "config-changed" });
  });

  it("is guarded at once when policy names it and the permission is there", async () => {
    background.policy.sites = [SITE];
    background.granted.add(SITE);
    await background.wake();
    expect(background.registered()).toEqual([SITE]);
    const { sites } = await background.send("state/get", {});
    expect(sites).toEqual([{ pattern: SITE, granted: true, paused: false, fromPolicy: true }]);
  });

  it("is left when it is paused or its permission withdrawn", async () => {
    background.granted.add(SITE);
    await background.send("settings/update", { sites: [SITE] });
    await background.send("settings/update", { pausedSites: [SITE] });
    expect(background.registered()).toEqual([]);
    expect(await background.send("guard/config", { fresh: true }, PAGE)).toMatchObject({
      active: false,
    });
    await background.send("settings/update", { pausedSites: [] });
    expect(await background.send("guard/config", { fresh: true }, PAGE)).toMatchObject({
      active: true,
    });
    background.granted.clear();
    await background.changed();
    expect(background.registered()).toEqual([]);
    expect(await background.send("guard/config", { fresh: true }, PAGE)).toMatchObject({
      active: false,
    });
  });

  it("is injected again at a session's start, and not when the worker merely woke", async () => {
    background.tabs.push({ id: 7, url: "https://crm.example/contacts" });
    background.granted.add(SITE);
    await background.send("settings/update", { sites: [SITE] });
    background.injected.length = 0;
    await background.wake();
    expect(background.injected).toEqual([7]);
    background.restart();
    await background.wake();
    expect(background.injected).toEqual([7]);
  });
});

describe("verdicts", () => {
  beforeEach(() => background.granted.add(SITE));

  it("are given to guarded pages and to no other", async () => {
    await background.connect({ sites: [SITE] });
    const ask = { recipients: [ADA] };
    const { verdicts } = await background.send("guard/verdicts", ask, PAGE);
    expect(verdicts).toMatchObject([{ recipient: ADA, kind: "clear" }]);
    const elsewhere = { addresses: ["https://evil.example/?u=https://crm.example/"] };
    await expect(background.send("guard/verdicts", ask, elsewhere)).rejects.toMatchObject({
      code: "sender-refused",
    });
  });

  it("are unverified while nobody is signed in, and after signing out", async () => {
    await background.send("settings/update", { sites: [SITE] });
    const ask = (): Promise<unknown> =>
      background.send("guard/verdicts", { recipients: [ADA] }, PAGE);
    expect(await ask()).toMatchObject({ verdicts: [{ kind: "unverified", reason: "signed-out" }] });
    await background.connect();
    await background.send("session/disconnect", {});
    expect(await ask()).toMatchObject({ verdicts: [{ kind: "unverified", reason: "signed-out" }] });
  });

  it("follow a STOP after the next load, and open pages are told", async () => {
    await background.connect({ sites: [SITE], businessNumbers: [SUPPORT] });
    stop();
    background.toPages.length = 0;
    await background.syncNow();
    expect(background.toPages).toContainEqual({ push: "verdicts-changed", recipients: null });
    const { verdicts } = await background.send("guard/verdicts", { recipients: [ADA] }, PAGE);
    expect(verdicts).toMatchObject([
      { kind: "opted-out", optOuts: [{ from: SUPPORT, source: "Recipient" }] },
    ]);
  });

  it("are the same for a worker that has just woken", async () => {
    await background.connect({ sites: [SITE], businessNumbers: [SUPPORT] });
    stop();
    await background.syncNow();
    background.restart();
    const { verdicts } = await background.send("guard/verdicts", { recipients: [ADA] }, PAGE);
    expect(verdicts).toMatchObject([{ kind: "opted-out" }]);
  });

  it("grow old", async () => {
    await background.connect({ sites: [SITE] });
    background.now += 61 * 60_000;
    const { verdicts } = await background.send("guard/verdicts", { recipients: [ADA] }, PAGE);
    expect(verdicts).toMatchObject([{ kind: "unverified", reason: "stale" }]);
  });

  it("are asked for again by open pages when a load has failed: they may have grown old", async () => {
    await background.connect({ sites: [SITE] });
    emulator.setSwitches({ deny: "user-permission" });
    background.now += 61 * 60_000;
    background.toPages.length = 0;
    await background.syncNow();
    expect(background.toPages).toContainEqual({ push: "verdicts-changed", recipients: null });
  });
});

describe("live changes", () => {
  const TAB = { id: 7, url: "https://crm.example/contacts" };
  const kind = async (): Promise<string | undefined> =>
    (await background.send("guard/verdicts", { recipients: [ADA] }, PAGE)).verdicts[0]?.kind;
  const becomes = (wanted: string): Promise<void> =>
    eventually(async () => expect(await kind()).toBe(wanted));
  const isLive = (): Promise<void> =>
    eventually(async () =>
      expect((await background.send("state/get", {})).live).toEqual({ phase: "live" }),
    );

  beforeEach(() => background.granted.add(SITE));

  it("reach the verdicts without a load, and lift only what was read again", async () => {
    background.tabs.push(TAB);
    await background.connect({ sites: [SITE], businessNumbers: [SUPPORT] });
    await isLive();
    await becomes("clear");
    const exports = () => emulator.log().filter(({ path }) => path.endsWith("/export")).length;
    await background.synced();
    const before = exports();
    stop();
    await becomes("opted-out");
    emulator.keyword({ from: ADA, to: SUPPORT, text: "START" });
    await becomes("clear");
    expect(exports()).toBe(before);
    expect(background.toPages).toContainEqual({ push: "verdicts-changed", recipients: [ADA] });
  });

  it("keep the data fresh however long ago it was loaded", async () => {
    background.tabs.push(TAB);
    await background.connect({ sites: [SITE] });
    await isLive();
    await becomes("clear");
    await background.synced();
    background.now += 30 * 86_400_000;
    expect(await kind()).toBe("clear");
  });

  it("are followed only while somebody looks", async () => {
    await background.connect({ sites: [SITE] });
    expect((await background.send("state/get", {})).live).toEqual({ phase: "off" });
    await background.ownPages(1);
    await isLive();
    await background.ownPages(0);
    await eventually(() => expect(emulator.sockets()).toEqual([]));
    background.tabs.push(TAB);
    await background.changed();
    await isLive();
    await background.send("session/disconnect", {});
    await eventually(() => expect(emulator.sockets()).toEqual([]));
  });

  it("are followed again by a worker that has just woken", async () => {
    background.tabs.push(TAB);
    await background.connect({ sites: [SITE] });
    await isLive();
    background.restart();
    await background.wake();
    await isLive();
    stop();
    await becomes("opted-out");
  });
});

describe("a load that a worker died over", () => {
  it("is taken up by the next worker, and by no later one", async () => {
    const exports = (): number => emulator.log().filter(({ path }) => /export/.test(path)).length;
    await background.wake();
    await background.send("settings/update", { serverUrl: emulator.url, clientId: CLIENT_ID });
    emulator.setSwitches({ faults: [{ endpoint: "export", times: 1, bytesPerSecond: 100 }] });
    await background.send("session/connect", {});
    await eventually(() => expect(exports()).toBe(1));
    expect(background.wakesForLoad).toBe(true);
    background.restart();
    await background.wake();
    await eventually(async () => {
      expect((await background.send("state/get", {})).sync.optOuts).toBeGreaterThan(0);
    });
    expect(exports()).toBe(2);
    await background.synced();
    await eventually(() => expect(background.wakesForLoad).toBe(false));
    background.restart();
    await background.wake();
    await background.send("state/get", {});
    expect(exports()).toBe(2);
  });
});

describe("the popup", () => {
  it("changes a number by exactly one PATCH, and pages are told of that number", async () => {
    await background.connect({ businessNumbers: [SUPPORT] });
    background.toPages.length = 0;
    const report = await background.send("consent/change", {
      to: [ADA],
      from: [SUPPORT],
      optStatus: "OptOut",
      note: "asked by phone",
    });
    expect(report).toMatchObject({ failed: [], queued: [], done: [{ to: ADA, from: SUPPORT }] });
    const patches = emulator.log().filter(({ method }) => method === "PATCH");
    expect(patches.map(({ body }) => body)).toEqual([
      {
        records: [
          {
            from: SUPPORT,
            to: ADA,
            optStatus: "OptOut",
            source: "Api",
            coverage: "PhoneNumber",
            notes: "asked by phone",
          },
        ],
      },
    ]);
    expect(background.toPages).toContainEqual({ push: "verdicts-changed", recipients: [ADA] });
  });

  describe("of a person whose role may not change consents", () => {
    const change = () =>
      background.send("consent/change", { to: [ADA], from: null, optStatus: "OptOut", note: "" });
    const readOnly = async () => (await background.send("state/get", {})).readOnly;

    beforeEach(async () => {
      await background.connect({ businessNumbers: [SUPPORT] });
      emulator.setSwitches({ missingPermissions: ["EditSmsConsents"] });
      expect(await readOnly()).toBeNull();
      await change();
    });

    it("is told so, by a worker that has just woken too; what was entered guards all the same", async () => {
      const reason = { code: "user-permission-missing", detail: "403 CMN-408 EditSmsConsents" };
      expect(await readOnly()).toEqual(reason);
      background.restart();
      expect(await readOnly()).toEqual(reason);
      const { overall } = await background.send("consent/check", { recipient: ADA, live: false });
      expect(overall.kind).toBe("opted-out");
    });

    it("is not told otherwise by a change that could not be sent", async () => {
      emulator.setSwitches({ faults: [{ endpoint: "edit", status: 503 }] });
      await change();
      expect(await readOnly()).not.toBeNull();
    });

    it("is told nothing by a proxy: what was entered guards, waits and is sent once it lets it through", async () => {
      await background.send("session/connect", {});
      const real = globalThis.fetch;
      const isEdit = (init?: RequestInit) =>
        init?.method === "PATCH" || /override/i.test(JSON.stringify(init?.headers ?? {}));
      vi.stubGlobal("fetch", async (url: string, init?: RequestInit) =>
        isEdit(init) ? new Response("<h1>Forbidden</h1>", { status: 403 }) : real(url, init),
      );
      const report = await change();
      expect(report).toMatchObject({ done: [], failed: [], queued: [{ to: ADA }] });
      expect(await readOnly()).toBeNull();
      const { overall } = await background.send("consent/check", { recipient: ADA, live: false });
      expect(overall.kind).toBe("opted-out");
      vi.stubGlobal("fetch", real);
      emulator.setSwitches({ missingPermissions: [] });
      await background.syncNow();
      expect((await background.send("state/get", {})).waitingChanges).toBe(0);
      expect((await background.send("state/get", {})).refusedChanges).toEqual([]);
    });

    it("may try again when a change has got through, after some hours, or a new sign-in", async () => {
      background.now += 4 * 60 * 60_000;
      expect(await readOnly()).toBeNull();
      await change();
      expect(await readOnly()).not.toBeNull();
      await background.send("session/connect", {});
      expect(await readOnly()).toBeNull();
      await change();
      expect(await readOnly()).not.toBeNull();
      emulator.setSwitches({ missingPermissions: [] });
      const [refused] = (await background.send("state/get", {})).refusedChanges;
      await background.send("changes/retry", { id: refused?.id ?? 0 });
      expect(await readOnly()).toBeNull();
    });

    it("is somebody else's matter once they are signed out", async () => {
      await background.send("session/disconnect", {});
      expect(await readOnly()).toBeNull();
    });
  });

  it("asks RingCentral itself, and gives the cache's answer with the reason when that fails", async () => {
    await background.connect({ businessNumbers: [SUPPORT] });
    stop();
    const live = await background.send("consent/check", { recipient: ADA, live: true });
    expect(live).toMatchObject({ live: true, overall: { kind: "opted-out" } });
    emulator.setSwitches({ deny: "user-permission" });
    const cached = await background.send("consent/check", { recipient: ADA, live: true });
    expect(cached).toMatchObject({
      live: false,
      failure: { code: "user-permission-missing" },
      overall: { kind: "opted-out" },
    });
  });

  it("lifts nothing by an answer with a record that cannot be read", async () => {
    stop();
    await background.connect({ businessNumbers: [SUPPORT] });
    await background.synced();
    const real = globalThis.fetch;
    vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
      const answer = await real(url, init);
      if (!url.endsWith("/search")) return answer;
      return new Response((await answer.text()).replaceAll(ADA, "nobody"), answer);
    });
    const checked = await background.send("consent/check", { recipient: ADA, live: true });
    vi.unstubAllGlobals();
    expect(checked).toMatchObject({
      live: false,
      failure: { code: "malformed-answer" },
      overall: { kind: "opted-out" },
    });
  });

  it("shows each business number with its label", async () => {
    await background.connect();
    const { pairs } = await background.send("consent/check", { recipient: ADA, live: false });
    expect(pairs.map(({ label }) => label)).toEqual(["Support", "Sales", "Campaigns", "Toll-free"]);
  });

  it("tells what the page has found, summed over its frames", async () => {
    const report = {
      numbers: 3,
      optedOut: 1,
      partlyOptedOut: 0,
      optInMissing: 0,
      unverified: 0,
      routes: 2,
      blockedRoutes: 1,
    };
    background.granted.add(SITE);
    background.tabs.push({ id: 1, url: "https://crm.example/contacts" });
    await background.send("settings/update", { sites: [SITE] });
    await background.send("guard/config", { fresh: true }, PAGE);
    await background.send("guard/report", report, PAGE);
    await background.send("guard/report", report, { ...PAGE, frameId: 4 });
    await background.send("guard/attempt", { recipients: [ADA], result: "blocked" }, PAGE);
    expect(await background.send("page/status", { tabId: 1 })).toMatchObject({
      kind: "guarded",
      report: { numbers: 6, optedOut: 2, blockedRoutes: 2 },
      attempts: 1,
    });
    expect(background.badges.get(1)).toEqual({ state: "opted-out", count: 2 });
    const blind = { ...report, optedOut: 0, unverified: 3 };
    await background.send("guard/report", blind, PAGE);
    await background.send("guard/report", { ...blind, unverified: 0 }, { ...PAGE, frameId: 4 });
    expect(background.badges.get(1)).toEqual({ state: "blind", count: 3 });
  });
});

describe("settings", () => {
  it("that policy has locked are refused by name", async () => {
    background.policy.unverified = "block";
    await expect(background.send("settings/update", { unverified: "allow" })).rejects.toMatchObject(
      { code: "setting-locked", detail: "unverified" },
    );
    const { settings } = await background.send("state/get", {});
    expect(settings.values.unverified).toBe("block");
    expect(settings.locked).toEqual(["unverified"]);
  });

  it("without a client id do not get to the login", async () => {
    await expect(background.send("session/connect", {})).rejects.toMatchObject({
      code: "client-id-missing",
    });
  });
});

describe("the card on a page", () => {
  it("gets every business number's status, and RingCentral's own word on demand", async () => {
    background.granted.add(SITE);
    await background.connect({ sites: [SITE], businessNumbers: [SUPPORT] });
    stop();
    const ask = { recipient: ADA, live: false };
    expect(await background.send("guard/details", ask, PAGE)).toMatchObject({
      live: false,
      pairs: [{ label: "Support" }],
    });
    expect(await background.send("guard/details", { ...ask, live: true }, PAGE)).toMatchObject({
      live: true,
      overall: { kind: "opted-out" },
    });
    const elsewhere = { addresses: ["https://evil.example/"] };
    await expect(background.send("guard/details", ask, elsewhere)).rejects.toMatchObject({
      code: "sender-refused",
    });
  });
});

describe("the audit log", () => {
  it("keeps who did what to which pair, before and after, and with what result", async () => {
    background.granted.add(SITE);
    await background.connect({ sites: [SITE], businessNumbers: [SUPPORT] });
    await background.send("consent/check", { recipient: ADA, live: true });
    emulator.setSwitches({ refuseChangesOf: [ADA] });
    const change = { to: [ADA], from: [SUPPORT], optStatus: "OptOut", note: "by mail" } as const;
    await background.send("consent/change", change);
    await background.send("guard/attempt", { recipients: [ADA], result: "blocked" }, PAGE);
    await background.send("session/disconnect", {});
    const { entries } = await background.send("audit/page", { limit: 100 });
    const actor = "Dana Agent 101";
    expect(entries.map(({ seq, at, hash, previous, ...event }) => event)).toMatchObject([
      { action: "sign-out", actor, result: "done" },
      { action: "text-attempt", actor, to: ADA, source: "https://crm.example", result: "blocked" },
      {
        action: "change",
        actor,
        to: ADA,
        from: SUPPORT,
        before: "clear",
        after: "OptOut",
        note: "by mail",
        result: "CMN-102",
      },
      { action: "check", actor, to: ADA, source: "RingCentral", after: "clear", result: "done" },
      { action: "sign-in", actor, result: "done" },
      { action: "settings", actor: null, result: "done" },
    ]);
    expect(await background.send("audit/verify", {})).toMatchObject({ ok: true, entries: 6 });
  });
});

it("a policy that changed leaves a trace, also when it changed while nobody watched", async () => {
  background.policy.unverified = "block";
  await background.wake();
  background.policy.unverified = "warn";
  await background.policyChanged();
  await background.policyChanged();
  const { entries } = await background.send("audit/page", { limit: 100 });
  expect(entries.map(({ action, before, after }) => [action, before, after])).toEqual([
    ["policy", '{"unverified":"block"}', '{"unverified":"warn"}'],
    ["policy", "{}", '{"unverified":"block"}'],
  ]);
});

describe("a session that ended by itself", () => {
  it("is told with its reason, and the pairs that were known keep guarding", async () => {
    background.granted.add(SITE);
    await background.connect({ sites: [SITE], businessNumbers: [SUPPORT] });
    stop();
    await background.syncNow();
    emulator.revokeTokens();
    await background.syncNow();
    const { session } = await background.send("state/get", {});
    expect(session).toMatchObject({ status: "signed-out", failure: { code: "session-ended" } });
    const { verdicts } = await background.send("guard/verdicts", { recipients: [ADA] }, PAGE);
    expect(verdicts).toMatchObject([{ kind: "opted-out" }]);
  });
});

describe("a change that waited", () => {
  const refuseLater = async (notifyRefused: boolean): Promise<void> => {
    const change = { to: [ADA], from: [SUPPORT], optStatus: "OptOut", note: "" } as const;
    const report = await background.send("consent/change", change);
    expect(report).toMatchObject({ queued: [{ to: ADA }] });
    expect((await background.send("state/get", {})).waitingChanges).toBe(1);
    emulator.setSwitches({ refuseChangesOf: [ADA] });
    await background.connect({ notifyRefused });
  };

  it("is told of by a notification when it is refused, where that is wanted", async () => {
    await refuseLater(true);
    expect(background.refusals).toEqual([1]);
    expect(await background.lastRefused()).toBe(ADA);
  });

  it("is told of by none where that is not wanted", async () => {
    await refuseLater(false);
    expect(background.refusals).toEqual([]);
  });

  it("stays with its reason until it is tried again with success", async () => {
    await refuseLater(false);
    const { refusedChanges } = await background.send("state/get", {});
    expect(refusedChanges).toMatchObject([{ change: { to: ADA } }]);
    emulator.setSwitches({ refuseChangesOf: [] });
    const id = refusedChanges[0]?.id ?? 0;
    expect(await background.send("changes/retry", { id })).toMatchObject({ done: [{ to: ADA }] });
    expect((await background.send("state/get", {})).refusedChanges).toEqual([]);
  });

  it("is given up", async () => {
    await refuseLater(false);
    const { refusedChanges } = await background.send("state/get", {});
    const id = refusedChanges[0]?.id ?? 0;
    expect(await background.send("changes/drop", { id })).toMatchObject({ refusedChanges: [] });
  });
});

it("knows the number that a person points at", async () => {
  await background.connect();
  stop();
  await background.syncNow();
  expect(await background.verdictOn(`sms:${ADA}`)).toMatchObject({
    recipient: ADA,
    kind: "opted-out",
  });
  expect(await background.verdictOn("nobody")).toBeNull();
});

describe("changes that a load finds and nothing had told of", () => {
  const differences = async () =>
    (await background.send("audit/page", { limit: 100 })).entries
      .filter(({ action }) => action === "differences")
      .map(({ after, result }) => [JSON.parse(after ?? ""), result]);

  it("are told of and leave a trace", async () => {
    await background.connect();
    stop();
    background.now += 1000;
    await background.syncNow();
    const { sync } = await background.send("state/get", {});
    const found = { appeared: 1, lifted: 0, missing: 0 };
    expect(sync).toMatchObject({ differences: found, missed: 0 });
    await eventually(async () => expect(await differences()).toEqual([[found, "found"]]));
  });

  it("count as missed while live events should have told of them", async () => {
    await background.connect();
    await background.ownPages(1);
    await eventually(async () =>
      expect((await background.send("state/get", {})).live).toEqual({ phase: "live" }),
    );
    // The load that follows the socket's beginning.
    background.now += 1000;
    await background.syncNow();
    emulator.setSwitches({ dropEvents: 1 });
    stop();
    background.now += 1000;
    await background.syncNow();
    const { sync } = await background.send("state/get", {});
    expect(sync.missed).toBe(1);
    await eventually(async () =>
      expect(await differences()).toMatchObject([[{ appeared: 1 }, "missed-by-events"]]),
    );
    background.restart();
    expect((await background.send("state/get", {})).sync.missed).toBe(1);
  });

  it("are none when an event has told of them", async () => {
    await background.connect({ businessNumbers: [SUPPORT] });
    await background.ownPages(1);
    await eventually(async () =>
      expect((await background.send("state/get", {})).live).toEqual({ phase: "live" }),
    );
    await background.syncNow();
    stop();
    await eventually(() =>
      expect(background.toPages).toContainEqual({ push: "verdicts-changed", recipients: [ADA] }),
    );
    await background.syncNow();
    expect((await background.send("state/get", {})).sync.missed).toBe(0);
    expect(await differences()).toEqual([]);
  });
});

it("heals damaged data by a load, and says so meanwhile", async () => {
  await background.connect({ businessNumbers: [SUPPORT] });
  const database = await openCacheDatabase();
  for (const key of await database.getAllKeys("blocks")) {
    await database.put("blocks", new Uint8Array(8), key);
  }
  emulator.setSwitches({ deny: "user-permission" });
  const known = emulator.store.records()[0]?.to as E164;
  const { overall } = await background.send("consent/check", { recipient: known, live: false });
  expect(overall).toMatchObject({ kind: "unverified", reason: "cache-fault" });
  await eventually(async () =>
    expect((await background.send("state/get", {})).sync.damaged).toBe(true),
  );
  emulator.setSwitches({ deny: null });
  await background.syncNow();
  expect((await background.send("state/get", {})).sync.damaged).toBe(false);
  const healed = await background.send("consent/check", { recipient: known, live: false });
  expect(healed.overall.reason).toBeUndefined();
});

it("takes a first list that may be cut off for no proof of consent until a second has shown it whole", async () => {
  background.granted.add(SITE);
  const large = await startEmulator({ records: 1500 });
  await background.send("settings/update", {
    sites: [SITE],
    serverUrl: large.url,
    clientId: CLIENT_ID,
  });
  large.setSwitches({ faults: [{ endpoint: "export", delayMs: 600 }] });
  await background.send("session/connect", {});
  const kind = async () =>
    (await background.send("guard/verdicts", { recipients: [ADA] }, PAGE)).verdicts[0];
  await eventually(async () =>
    expect(await kind()).toMatchObject({ kind: "unverified", reason: "unproven" }),
  );
  await eventually(async () => expect(await kind()).toMatchObject({ kind: "clear" }));
  expect(large.log().filter(({ path }) => path.endsWith("/export"))).toHaveLength(2);
  await large.close();
});
