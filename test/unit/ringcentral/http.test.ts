import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { eventually } from "../../support/eventually.ts";
import { memoryValue } from "../../support/memory-value.ts";
import { createTestClient, type TestClientOptions } from "../../support/test-client.ts";

const signal = new AbortController().signal;
let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const connected = (options?: TestClientOptions) => createTestClient(emulator, options);

describe("requests", () => {
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

  it("tries again after server errors, ever more slowly", async () => {
    const client = connected();
    await client.connect();
    emulator.setSwitches({ failNext: 4 });
    expect(await client.account.user(signal)).toMatchObject({ name: "Dana Agent" });
    expect(client.clock.sleeps).toEqual([1750, 3500, 7000, 14_000]);
  });

  it("gives up after the fifth server error", async () => {
    const client = connected();
    await client.connect();
    emulator.setSwitches({ failNext: 99 });
    await expect(client.account.user(signal)).rejects.toMatchObject({ code: "server-error" });
    expect(client.clock.sleeps).toHaveLength(4);
  });

  const answersWith = (answer: () => Response | Promise<Response>, times: number) => {
    let left = times;
    return async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
      if (!String(url).includes("/restapi/v") || left-- <= 0) return fetch(url, init);
      return answer();
    };
  };
  /** Connects while the network is sound. */
  const connectedBut = async (answer: () => Response | Promise<Response>, times = 1) => {
    const tokens = memoryValue();
    await connected({ tokens }).connect();
    return connected({ tokens, fetch: answersWith(answer, times), answerTimeoutMs: 50 });
  };
  const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    new Response(JSON.stringify(body), { status, headers });

  it.each([
    [{ "Retry-After": "7" }, 7000],
    [
      { "Retry-After": "Tue, 24 Nov 2026 09:00:20 GMT", Date: "Tue, 24 Nov 2026 09:00:05 GMT" },
      15_000,
    ],
    [{}, 1750],
  ])("comes again after maintenance as told by %j", async (headers, pause) => {
    const maintenance = () => json(503, { errorCode: "MaintenanceMode" }, headers);
    const client = await connectedBut(maintenance);
    await client.account.user(signal);
    expect(client.clock.sleeps).toEqual([pause]);
  });

  it("names a long maintenance at once and says when to come again", async () => {
    const client = await connectedBut(() =>
      json(503, { errors: [{ errorCode: "CMN-211" }] }, { "Retry-After": "3600" }),
    );
    const retryAt = client.clock.now() + 3_600_000;
    await expect(client.account.user(signal)).rejects.toMatchObject({
      code: "maintenance",
      retryAt,
    });
    expect(client.clock.sleeps).toEqual([]);
  });

  it.each([
    ["offline", () => Promise.reject(new TypeError("Failed to fetch"))],
    [
      "offline",
      () =>
        new Response(
          new ReadableStream({
            pull: (stream) => stream.error(new TypeError("terminated")),
          }),
        ),
    ],
    ["timed-out", () => new Response(new ReadableStream({}))],
    ["timed-out", () => json(408, {})],
    ["malformed-answer", () => new Response("<html>Please log in to the hotel's network</html>")],
    ["malformed-answer", () => json(200, { id: null })],
    ["not-found", () => json(501, {})],
    ["bad-request", () => json(403, { errors: [{ errorCode: "CMN-101", parameterName: "to" }] })],
    ["user-permission-missing", () => json(403, { errorCode: "InsufficientPermissions" })],
    ["blocked-on-the-way", () => new Response("<h1>Access denied</h1>", { status: 403 })],
    ["blocked-on-the-way", () => new Response(null, { status: 403 })],
    ["blocked-on-the-way", () => json(403, { error: "forbidden", code: 1020 })],
    ["blocked-on-the-way", () => json(403, { errorCode: "WAF blocked", errors: [] })],
  ] as const)("names the fault %s", async (code, answer) => {
    const client = await connectedBut(answer, 99);
    await expect(client.account.user(signal)).rejects.toMatchObject({ code });
  });

  it("does not wait for ever for an answer", async () => {
    const tokens = memoryValue();
    await connected({ tokens }).connect();
    emulator.setSwitches({ delayMs: 60_000 });
    const client = connected({ tokens, answerTimeoutMs: 20 });
    await expect(client.account.user(signal)).rejects.toMatchObject({ code: "timed-out" });
    expect(client.clock.sleeps).toHaveLength(4);
  });

  it.each(["during the request", "between two tries"])("ends when told to %s", async (when) => {
    const client = connected();
    await client.connect();
    const abort = new AbortController();
    const pending = client.account.user(abort.signal);
    emulator.setSwitches(when === "between two tries" ? { failNext: 99 } : { delayMs: 60_000 });
    await eventually(() => expect(emulator.log().length).toBeGreaterThan(2));
    abort.abort();
    await expect(pending).rejects.toMatchObject({ code: "aborted" });
  });

  it("sends neither cookies nor a cached answer's request, and says who it is", async () => {
    const seen: RequestInit[] = [];
    const tokens = memoryValue();
    await connected({ tokens }).connect();
    const client = connected({
      tokens,
      fetch: (url, init) => {
        seen.push(init ?? {});
        return fetch(url, init);
      },
    });
    await client.account.user(signal);
    expect(seen).toMatchObject([{ cache: "no-store", credentials: "omit" }]);
    const ours = emulator.log().filter(({ path }) => !path.endsWith("/authorize"));
    expect(new Set(ours.map(({ userAgent }) => userAgent))).toEqual(new Set(["ConsentGuard/test"]));
  });
});
