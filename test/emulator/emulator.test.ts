import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openCacheDatabase } from "../../lib/cache/database.ts";
import { storedValue } from "../../lib/cache/key-value.ts";
import { createPairCache } from "../../lib/cache/pair-cache.ts";
import type { E164 } from "../../lib/phone/e164.ts";
import { createRingCentral } from "../../lib/ringcentral/client.ts";
import { sleep } from "../../lib/sleep.ts";
import { createOutbox } from "../../lib/sync/outbox.ts";
import { createStaging } from "../../lib/sync/staging.ts";
import { createSync } from "../../lib/sync/sync.ts";
import "fake-indexeddb/auto";
import { type Emulator, startEmulator } from "./emulator.ts";
import { CLIENT_ID, REDIRECT_URIS } from "./oauth.ts";

const signal = new AbortController().signal;
const ADA = "+14155550123" as E164;
const SUPPORT = "+16505550101" as E164;
const SALES = "+16505550102" as E164;
let emulator: Emulator;

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  emulator = await startEmulator({ records: 2500 });
});
afterEach(() => emulator.close());

function connected(options: { clientId?: string; now?: () => number; sleeps?: number[] } = {}) {
  const now = options.now ?? Date.now;
  const ended: string[] = [];
  let tokens: unknown;
  const client = createRingCentral({
    fetch: (url, init) => fetch(url, init),
    now,
    random: () => 0.5,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    sleep: async (ms) => {
      options.sleeps?.push(ms);
      await sleep(0, signal);
    },
    store: {
      load: async () => tokens,
      save: async (value) => {
        tokens = structuredClone(value);
      },
      clear: async () => {
        tokens = undefined;
      },
    },
    launchLogin: async (url) => {
      const answer = await fetch(url, { redirect: "manual" });
      const location = answer.headers.get("Location");
      if (!location) throw new Error(await answer.text());
      return location;
    },
    redirectUri: REDIRECT_URIS[0] ?? "",
    userAgent: "ConsentGuard/test",
    onEnded: (failure) => ended.push(failure.code),
  });
  const connect = () =>
    client.session.connect(
      { serverUrl: emulator.url, clientId: options.clientId ?? CLIENT_ID },
      signal,
    );
  return { ...client, connect, ended, hasTokens: () => tokens !== undefined };
}

function dataOf(client: ReturnType<typeof connected>) {
  const database = openCacheDatabase();
  const cache = createPairCache(() => database);
  const sync = createSync({
    consents: client.consents,
    cache,
    staging: createStaging(() => database),
    statusStore: storedValue(() => database, "sync-status"),
    now: Date.now,
    account: async () => ((await client.session.info()) ? "a" : null),
    onStatus: () => undefined,
    onSnapshot: () => undefined,
  });
  const outbox = createOutbox({
    store: storedValue(() => database, "outbox"),
    consents: client.consents,
    cache,
    now: Date.now,
  });
  return { cache, sync, outbox };
}

/** Every recipient that the server has opted out, with the business numbers. */
const serverOptOuts = (): string[] =>
  emulator.store
    .records()
    .filter(({ optStatus }) => optStatus === "OptOut")
    .map(({ to, from, coverage }) => `${to} ${from ?? "*"} ${coverage}`)
    .sort();

async function cachedOptOuts(cache: ReturnType<typeof createPairCache>): Promise<string[]> {
  const all = [...new Set(emulator.store.records().map(({ to }) => to as E164))];
  const found = await cache.optOuts(all);
  return [...found]
    .flatMap(([to, optOuts]) =>
      optOuts.map(({ from, coverage }) => `${to} ${from ?? "*"} ${coverage}`),
    )
    .sort();
}

describe("signing in", () => {
  it("goes through PKCE and knows who it is", async () => {
    const client = connected();
    expect((await client.connect()).user).toMatchObject({ name: "Dana Agent" });
  });
  it.each([
    ["refuse", "login-refused"],
    ["wrong-state", "login-state-mismatch"],
  ] as const)("names a login page that does %s", async (login, code) => {
    emulator.setSwitches({ login });
    const client = connected();
    await expect(client.connect()).rejects.toMatchObject({ code });
    expect(client.hasTokens()).toBe(false);
  });
  it("does not get far with a wrong client id", async () => {
    await expect(connected({ clientId: "nobody" }).connect()).rejects.toMatchObject({
      code: "login-cancelled",
    });
  });
  it("renews an expired token once for many requests", async () => {
    const client = connected();
    await client.connect();
    emulator.expireTokens();
    await Promise.all([
      client.account.user(signal),
      client.account.senders(signal),
      client.account.user(signal),
    ]);
    const refreshes = emulator.log().filter(({ path }) => path === "/restapi/oauth/token");
    expect(refreshes).toHaveLength(2);
  });
  it("ends when the server has forgotten the session", async () => {
    const client = connected();
    await client.connect();
    emulator.revokeTokens();
    await expect(client.account.user(signal)).rejects.toMatchObject({ code: "session-ended" });
    expect(client.ended).toEqual(["session-ended"]);
    expect(client.hasTokens()).toBe(false);
  });
  it("stays signed in when the token endpoint is over its limit", async () => {
    const client = connected();
    await client.connect();
    emulator.expireTokens();
    emulator.setSwitches({ limits: { light: 50, medium: 40, heavy: 10, auth: 0 } });
    await expect(client.account.user(signal)).rejects.toMatchObject({ code: "rate-limited" });
    expect(client.hasTokens()).toBe(true);
  });
});

describe("reading the account", () => {
  it("gives the numbers that can text", async () => {
    const client = connected();
    await client.connect();
    const senders = await client.account.senders(signal);
    expect(senders.map(({ label, tollFree }) => [label, tollFree])).toEqual([
      ["Support", false],
      ["Sales", false],
      ["Campaigns", false],
      ["Toll-free", true],
    ]);
  });

  it.each([
    ["export", {}],
    ["export", { oldCsv: true }],
    ["search", { off: ["export"] }],
    ["search", { off: ["export"], seedQuirks: true }],
    ["list", { off: ["export", "search"], offStatus: 405 }],
    ["list", { off: ["export", "search"], seedQuirks: true }],
  ] as const)("loads all of it by %s with %j", async (source, switches) => {
    emulator.setSwitches(switches);
    const client = connected();
    await client.connect();
    const { sync, cache } = dataOf(client);
    const status = await sync.run(signal);
    expect(status).toMatchObject({ phase: "idle", source, malformed: 0 });
    const withoutCampaigns = (items: string[]) =>
      "oldCsv" in switches ? items.map((item) => item.replace(/CampaignType$/, "Account")) : items;
    expect(await cachedOptOuts(cache)).toEqual(withoutCampaigns(serverOptOuts()).sort());
  });

  it.each([{ dropExportAfter: 40_000 }, { truncateExportAfter: 40_010 }])(
    "keeps the old snapshot and takes another way when the export breaks off: %j",
    async (fault) => {
      const client = connected();
      await client.connect();
      const { sync, cache } = dataOf(client);
      await sync.run(signal);
      emulator.keyword({ from: ADA, to: SUPPORT, text: " stop " });
      emulator.setSwitches({ ...fault, off: ["search", "list"] });
      const failed = await sync.run(signal);
      expect(failed.failures[0]?.code).toBe("truncated-answer");
      expect((await cache.meta())?.optOuts).toBe(serverOptOuts().length - 1);
      emulator.setSwitches({ off: ["list"] });
      expect(await sync.run(signal)).toMatchObject({ source: "search" });
      expect(await cachedOptOuts(cache)).toEqual(serverOptOuts());
    },
  );

  it.each([
    ["app-permission", "app-permission-missing", "403 CMN-401 SMS"],
    ["user-permission", "user-permission-missing", "403 CMN-408 EditSmsConsents"],
    ["token", "signed-out", "401 OAU-129"],
  ] as const)("names a refusal by %s", async (deny, code, detail) => {
    const client = connected();
    await client.connect();
    emulator.setSwitches({ deny });
    for (const newErrors of [false, true]) {
      emulator.setSwitches({ newErrors });
      await expect(client.account.user(signal)).rejects.toMatchObject({ code, detail });
    }
  });

  it("tries again after server errors", async () => {
    const sleeps: number[] = [];
    const client = connected({ sleeps });
    await client.connect();
    emulator.setSwitches({ failNext: 2 });
    expect(await client.account.user(signal)).toMatchObject({ name: "Dana Agent" });
    expect(sleeps).toEqual([1750, 3500]);
  });

  it.each([false, true])(
    "sends nothing during a penalty (Retry-After hidden: %s)",
    async (omitRetryAfter) => {
      let clock = Date.now();
      const client = connected({ now: () => clock });
      await client.connect();
      emulator.setSwitches({
        omitRetryAfter,
        limits: { light: 1, medium: 1, heavy: 1, auth: 5 },
        penaltySeconds: 45,
      });
      await expect(client.account.user(signal)).rejects.toMatchObject({
        code: "rate-limited",
        retryAt: clock + (omitRetryAfter ? 30_000 : 45_000),
      });
      const before = emulator.log().length;
      const waiting = client.account.user(signal);
      await sleep(20, signal);
      expect(emulator.log()).toHaveLength(before);
      emulator.setSwitches({
        penaltySeconds: 0,
        limits: { light: 50, medium: 1, heavy: 1, auth: 5 },
      });
      clock += 46_000;
      emulator.reset();
      await waiting;
    },
  );
});

describe("changes", () => {
  it("send exactly the contract's PATCH", async () => {
    const client = connected();
    await client.connect();
    const { outbox } = dataOf(client);
    await outbox.submit(
      [
        { from: SUPPORT, to: ADA, optStatus: "OptOut", notes: "by phone" },
        { from: null, to: ADA, optStatus: "OptIn" },
      ],
      signal,
    );
    const patch = emulator.log().find(({ method }) => method === "PATCH");
    expect(patch).toMatchObject({
      path: "/restapi/v2/accounts/~/sms/consents",
      userAgent: "ConsentGuard/test",
    });
    expect(patch?.body).toEqual({
      records: [
        {
          from: SUPPORT,
          to: ADA,
          optStatus: "OptOut",
          source: "Api",
          coverage: "PhoneNumber",
          notes: "by phone",
        },
        { to: ADA, optStatus: "OptIn", source: "Api", coverage: "Account" },
      ],
    });
  });

  it("report what a 2xx hides, and the refused opt-out still guards", async () => {
    emulator.setSwitches({ refuseChangesOf: [ADA] });
    const client = connected();
    await client.connect();
    const { outbox, cache } = dataOf(client);
    const report = await outbox.submit([{ from: SALES, to: ADA, optStatus: "OptOut" }], signal);
    expect(report).toMatchObject({ done: [], failed: [{ errorCode: "CMN-102" }], queued: [] });
    expect((await cache.optOuts([ADA])).has(ADA)).toBe(true);
  });

  it("wait while the server is away: the opt-out guards at once, the opt-in lifts nothing", async () => {
    const client = connected({ sleeps: [] });
    await client.connect();
    const { outbox, cache } = dataOf(client);
    emulator.setSwitches({ failNext: 100 });
    const out = { from: SUPPORT, to: ADA, optStatus: "OptOut" } as const;
    expect(await outbox.submit([out], signal)).toMatchObject({ queued: [out] });
    expect((await cache.optOuts([ADA])).has(ADA)).toBe(true);
    const back = { ...out, optStatus: "OptIn" } as const;
    expect(await outbox.submit([back], signal)).toMatchObject({ queued: [back] });
    expect((await cache.optOuts([ADA])).has(ADA)).toBe(true);
    emulator.setSwitches({ failNext: 0 });
    expect(await outbox.flush(signal)).toMatchObject({ done: [back], queued: [] });
    expect((await cache.optOuts([ADA])).has(ADA)).toBe(false);
    expect(emulator.store.of(ADA).map(({ optStatus }) => optStatus)).toEqual(["OptIn"]);
  });
});

describe("the emulator is strict", () => {
  it.each([
    ["GET", "/restapi/v2/accounts/~/sms/consents?to=+14155550123", undefined],
    ["GET", "/restapi/v2/accounts/~/sms/consents?perPage=0", undefined],
    ["GET", "/restapi/v2/accounts/~/sms/consents?pageToken=rubbish", undefined],
    ["POST", "/restapi/v2/accounts/~/sms/consents/search", { optStatus: ["OptOut"] }],
    ["PATCH", "/restapi/v2/accounts/~/sms/consents", { to: ADA, optStatus: "OptOut" }],
  ])("%s %s %j is refused", async (method, path, body) => {
    const client = connected();
    await client.connect();
    const token = await client.session.accessToken(signal);
    const answer = await fetch(emulator.url + path, {
      method,
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      errorCode: "InvalidParameter",
      errors: [{ errorCode: "CMN-101" }],
    });
  });

  it("lifts a toll-free block by the customer's START alone", async () => {
    const client = connected();
    await client.connect();
    const tollFree = "+18005550104";
    const send = async (): Promise<string> => {
      const token = await client.session.accessToken(signal);
      const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
      const base = `${emulator.url}/restapi/v1.0/account/~/extension/~`;
      const body = JSON.stringify({
        from: { phoneNumber: tollFree },
        to: [{ phoneNumber: ADA }],
        text: "Hi",
      });
      const sent = (await (
        await fetch(`${base}/sms`, { method: "POST", headers, body })
      ).json()) as { id: number };
      const message = await (await fetch(`${base}/message-store/${sent.id}`, { headers })).json();
      return (message as { deliveryErrorCode?: string }).deliveryErrorCode ?? "delivered";
    };
    emulator.keyword({ from: ADA, to: tollFree, text: "Stop" });
    expect(await send()).toBe("SMS-RC-413");
    await client.consents.change([{ from: tollFree as E164, to: ADA, optStatus: "OptIn" }], signal);
    expect(await send()).toBe("SMS-UP-413");
    emulator.keyword({ from: ADA, to: tollFree, text: "UNSTOP" });
    expect(await send()).toBe("delivered");
  });
});
