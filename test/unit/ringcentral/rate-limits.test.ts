import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRateLimiter } from "../../../lib/ringcentral/rate-limiter.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { memoryValue } from "../../support/memory-value.ts";
import { createTestClient, type TestClientOptions } from "../../support/test-client.ts";
import { createTestClock, type TestClock } from "../../support/test-clock.ts";

const signal = new AbortController().signal;
let clock: TestClock;
let emulator: Emulator;

beforeEach(async () => {
  clock = createTestClock();
  emulator = await startEmulator({ now: clock.now });
});
afterEach(() => emulator.close());

const connected = (options?: TestClientOptions) =>
  createTestClient(emulator, { clock, ...options });
const statuses = () => emulator.log().map(({ status }) => status);
const refusals = () => statuses().filter((status) => status === 429).length;
/** The token endpoint is over its limit. */
const punishAuth = async (client: ReturnType<typeof connected>) => {
  emulator.setSwitches({ limits: limits(50, 0) });
  emulator.expireTokens();
  await expect(client.account.user(signal)).rejects.toMatchObject({ code: "rate-limited" });
  emulator.setSwitches({ limits: limits(50) });
};
const limits = (light: number, auth = 5) => ({ light, medium: 40, heavy: 10, auth });

describe("rate limits", () => {
  it.each([
    [{ penaltySeconds: 45 }, 45_000],
    [{ penaltySeconds: 30, omitRetryAfter: true }, 30_000],
    [{ penaltySeconds: 45, hideRateHeaders: true }, 45_000],
  ])("send nothing during a penalty: %j", async (switches, ms) => {
    const client = connected();
    await client.connect();
    emulator.setSwitches({ ...switches, limits: limits(1), windowSeconds: 20 });
    const retryAt = clock.now() + ms;
    await expect(client.account.user(signal)).rejects.toMatchObject({
      code: "rate-limited",
      retryAt,
    });
    expect(await client.closedUntil("light")).toBe(retryAt);
    expect(await client.closedUntil("auth")).toBe(0);
    await client.account.user(signal);
    expect(clock.now()).toBeGreaterThanOrEqual(retryAt);
    expect(refusals()).toBe(1);
  });

  it("outlive the worker", async () => {
    const client = connected();
    await client.connect();
    emulator.setSwitches({ limits: limits(1), windowSeconds: 20 });
    await expect(client.account.user(signal)).rejects.toMatchObject({ code: "rate-limited" });
    clock.advance(10_000);
    const { tokens, rateLimits } = client;
    await connected({ tokens, rateLimits }).account.user(signal);
    expect(refusals()).toBe(1);
    expect(clock.sleeps).toEqual([50_000]);
  });

  it.each([{}, { hideRateHeaders: true }])(
    "keep a crowd of requests within the window: %j",
    async (switches) => {
      emulator.setSwitches(switches);
      const client = connected();
      await client.connect();
      await Promise.all(Array.from({ length: 160 }, () => client.account.user(signal)));
      expect(refusals()).toBe(0);
      expect(emulator.log().filter(({ path }) => path.endsWith("/~"))).toHaveLength(161);
    },
  );

  it("let one request go ahead when a silence ends, and the crowd follow within the new limit", async () => {
    const client = connected();
    await client.connect();
    emulator.setSwitches({ limits: limits(1) });
    await expect(client.account.user(signal)).rejects.toMatchObject({ code: "rate-limited" });
    emulator.setSwitches({ limits: limits(10) });
    await Promise.all(Array.from({ length: 25 }, () => client.account.user(signal)));
    expect(refusals()).toBe(1);
  });

  it("wait a window when nothing remains", async () => {
    emulator.setSwitches({ limits: limits(1), windowSeconds: 90 });
    const client = connected();
    await client.connect();
    await client.account.user(signal);
    expect(clock.sleeps).toEqual([90_000]);
    expect(refusals()).toBe(0);
  });

  it("count the token endpoint too: nobody is signed out, nothing is sent during its penalty", async () => {
    const client = connected();
    await client.connect();
    for (let i = 0; i < 12; i++) {
      emulator.expireTokens();
      await client.account.user(signal);
    }
    expect(refusals()).toBe(0);
    expect(client.ended).toEqual([]);
  });

  it("refuse a login whose code would grow old, before the login page opens", async () => {
    const client = connected();
    await client.connect();
    await punishAuth(client);
    const opened = emulator.log().length;
    await expect(client.connect()).rejects.toMatchObject({
      code: "rate-limited",
      retryAt: clock.now() + 60_000,
    });
    expect(emulator.log()).toHaveLength(opened);
  });

  it("do not hold up a sign-out; the revocation follows", async () => {
    const client = connected();
    await client.connect();
    await punishAuth(client);
    const before = clock.now();
    await client.session.disconnect(signal);
    expect(client.hasTokens()).toBe(false);
    expect(clock.now()).toBe(before);
    await expect.poll(() => emulator.log().at(-1)?.path).toBe("/restapi/oauth/revoke");
    expect(clock.now()).toBeGreaterThanOrEqual(before + 60_000);
    expect(refusals()).toBe(1);
  });
});

describe("the limiter", () => {
  const limiter = (stored?: unknown) => createRateLimiter({ ...clock, store: memoryValue(stored) });
  const silent = { silence: { from: 0, ms: 60_000 }, limit: 50, windowMs: 60_000, sent: [] };

  it("is not made to wait longer by a clock that was set back", async () => {
    const from = clock.now() + 86_400_000;
    const { closedUntil } = limiter({ light: { ...silent, silence: { from, ms: 60_000 } } });
    expect(await closedUntil({ group: "light" })).toBe(clock.now() + 60_000);
    clock.advance(60_000);
    expect(await closedUntil({ group: "light" })).toBe(0);
  });

  it.each([
    undefined,
    null,
    "rubbish",
    { light: 7, auth: { silence: null } },
    { light: { ...silent, silence: { from: "x" } } },
  ])("begins afresh from a state that is none: %j", async (stored) => {
    expect(await limiter(stored).closedUntil({ group: "light" })).toBe(0);
  });

  it("works when its state can be neither read nor written", async () => {
    const fail = (): Promise<never> => Promise.reject(new Error("disk"));
    const { leave, closedUntil } = createRateLimiter({
      ...clock,
      store: { load: fail, save: fail },
    });
    await (await leave({ group: "light" }, signal)).answered(
      429,
      new Headers({ "Retry-After": "5" }),
    );
    expect(await closedUntil({ group: "light" })).toBe(clock.now() + 5000);
  });

  it("passes a turn on when the one who waits gives up", async () => {
    const { leave } = limiter();
    await (await leave({ group: "heavy" }, signal)).answered(
      429,
      new Headers({ "Retry-After": "5" }),
    );
    const abort = new AbortController();
    const [first, second] = [
      leave({ group: "heavy" }, abort.signal),
      leave({ group: "heavy" }, signal),
    ];
    abort.abort();
    await expect(first).rejects.toThrow();
    (await second).lost();
  });

  it("lets go at once of whoever gives up far back in the queue", async () => {
    const still = createTestClock({ jumps: false });
    const { leave } = createRateLimiter({ ...still, store: memoryValue() });
    await (await leave({ group: "light" }, signal)).answered(
      429,
      new Headers({ "Retry-After": "60" }),
    );
    const abort = new AbortController();
    const first = leave({ group: "light" }, signal);
    const second = leave({ group: "light" }, abort.signal);
    const third = leave({ group: "light" }, signal);
    abort.abort();
    await expect(second).rejects.toMatchObject({ code: "aborted" });
    still.advance(60_000);
    (await first).lost();
    (await third).lost();
  });

  it("lets the more urgent pass those who leave room for others", async () => {
    const { leave } = limiter({ auth: { silence: null, limit: 5, windowMs: 60_000, sent: [] } });
    const modest = { group: "auth", spare: 1 } as const;
    for (let i = 0; i < 4; i++) (await leave(modest, signal)).lost();
    const before = clock.now();
    const waiting = leave(modest, signal);
    (await leave({ group: "auth" }, signal)).lost();
    expect(clock.now()).toBe(before);
    (await waiting).lost();
    expect(clock.now()).toBe(before + 60_000);
  });

  it.each([
    ["90", 90_000],
    ["0", 0],
    ["Tue, 24 Nov 2026 09:01:00 GMT", 60_000],
    ["Tue, 24 Nov 2026 08:00:00 GMT", 0],
    ["soon", 30_000],
    ["-5", 30_000],
    ["99999999999", 30_000],
    ["999999999", 86_400_000],
  ])("reads Retry-After: %s", async (value, ms) => {
    const { leave } = limiter();
    const granted = await leave({ group: "light" }, signal);
    expect(await granted.answered(429, new Headers({ "Retry-After": value }))).toBe(
      clock.now() + ms,
    );
  });
});
