import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Failure } from "../../../lib/failure.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { CLIENT_ID, REDIRECT_URIS } from "../../emulator/oauth.ts";
import { eventually } from "../../support/eventually.ts";
import { memoryValue } from "../../support/memory-value.ts";
import {
  createTestClient,
  loginAtOnce,
  type TestClientOptions,
} from "../../support/test-client.ts";
import { createTestClock, type TestClock } from "../../support/test-clock.ts";

const signal = new AbortController().signal;
const TOKEN = "/restapi/oauth/token";
const REVOKE = "/restapi/oauth/revoke";
let clock: TestClock;
let emulator: Emulator;

beforeEach(async () => {
  clock = createTestClock();
  emulator = await startEmulator({ now: clock.now });
});
afterEach(() => emulator.close());

const connected = (options?: TestClientOptions) =>
  createTestClient(emulator, { clock, ...options });
const sent = (path: string) => emulator.log().filter((entry) => entry.path === path).length;

/** A network that answers one path by itself. */
const answering =
  (path: string, answer: () => Response | Promise<Response>): typeof fetch =>
  async (url, init) =>
    String(url).endsWith(path) ? answer() : fetch(url, init);

const form = (init: RequestInit | undefined) =>
  Object.fromEntries(new URLSearchParams(String(init?.body)));

describe("signing in", () => {
  it("goes through PKCE as a public client and knows who it is", async () => {
    let login = new URLSearchParams();
    let exchange: RequestInit | undefined;
    const client = connected({
      launchLogin: (url) => {
        login = new URL(url).searchParams;
        return loginAtOnce(url);
      },
      fetch: (url, init) => {
        if (String(url).endsWith(TOKEN)) exchange = init;
        return fetch(url, init);
      },
    });
    expect((await client.connect()).user).toMatchObject({ name: "Dana Agent" });
    expect(Object.fromEntries(login)).toMatchObject({
      response_type: "code",
      client_id: CLIENT_ID,
      redirect_uri: REDIRECT_URIS[0],
      code_challenge_method: "S256",
    });
    const { code_verifier = "", client_id, redirect_uri } = form(exchange);
    expect(createHash("sha256").update(code_verifier).digest("base64url")).toBe(
      login.get("code_challenge"),
    );
    expect({ client_id, redirect_uri }).toEqual({
      client_id: CLIENT_ID,
      redirect_uri: REDIRECT_URIS[0],
    });
    expect(new Headers(exchange?.headers).has("Authorization")).toBe(false);
  });

  it("asks with another state and another proof each time", async () => {
    const seen = new Set<string | null>();
    const client = connected({
      launchLogin: (url) => {
        const { searchParams } = new URL(url);
        seen.add(searchParams.get("state")).add(searchParams.get("code_challenge"));
        return loginAtOnce(url);
      },
    });
    await client.connect();
    await client.connect();
    expect(seen.size).toBe(4);
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

  it("ends with the login page of a wrong client id, which never comes back", async () => {
    await expect(connected({ clientId: "nobody" }).connect()).rejects.toMatchObject({
      code: "login-cancelled",
    });
  });

  const redirect = REDIRECT_URIS[0] ?? "";
  const withState = (query: string) => async (url: string) =>
    `${redirect}?state=${new URL(url).searchParams.get("state")}&${query}`;
  it.each<[string, (url: string) => Promise<string>]>([
    ["redirect-mismatch", async () => "https://evil.example/?code=x"],
    ["redirect-mismatch", async () => "not an address"],
    ["redirect-mismatch", withState("error=redirect_uri_mismatch")],
    ["client-unknown", withState("error=unauthorized_client")],
    ["login-refused", withState("error=anything_else")],
    ["malformed-answer", withState("")],
    ["login-state-mismatch", async () => `${redirect}?code=x`],
    ["login-state-mismatch", async () => `${redirect}?error=access_denied`],
    ["login-refused", withState("code=not-one-of-the-server")],
    ["offline", () => Promise.reject(new Failure("offline"))],
    ["login-cancelled", () => Promise.reject(new Error("closed"))],
  ])("is %s when the login ends wrongly", async (code, launchLogin) => {
    const client = connected({ launchLogin });
    await expect(client.connect()).rejects.toMatchObject({ code });
    expect(client.hasTokens()).toBe(false);
  });

  it.each([
    ["redirect-mismatch", { error: "invalid_grant", errors: [{ errorCode: "OAU-109" }] }],
    ["client-unknown", { error: "invalid_client", errors: [{ errorCode: "OAU-146" }] }],
    ["login-refused", { error: "invalid_grant", errors: [{ errorCode: "OAU-108" }] }],
  ])("is %s when the token endpoint says so", async (code, body) => {
    const client = connected({
      fetch: answering(TOKEN, () => Response.json(body, { status: 400 })),
    });
    await expect(client.connect()).rejects.toMatchObject({ code });
  });

  it("keeps nothing of a login whose account cannot be read", async () => {
    emulator.setSwitches({ deny: "app-permission" });
    const client = connected();
    await expect(client.connect()).rejects.toMatchObject({ code: "app-permission-missing" });
    expect(client.hasTokens()).toBe(false);
    expect(sent(REVOKE)).toBe(1);
  });

  it("ends when told to while the login page is open", async () => {
    const abort = new AbortController();
    const client = connected({ launchLogin: () => new Promise(() => undefined) });
    const target = { serverUrl: emulator.url, clientId: CLIENT_ID };
    const pending = client.session.connect(target, abort.signal);
    abort.abort();
    await expect(pending).rejects.toMatchObject({ code: "aborted" });
  });

  it("ends the session before it on the server", async () => {
    const client = connected();
    await client.connect();
    const before = await client.session.accessToken(signal);
    await client.connect();
    const headers = { Authorization: `Bearer ${before}` };
    const user = `${emulator.url}/restapi/v1.0/account/~/extension/~`;
    expect((await fetch(user, { headers })).status).toBe(401);
  });
});

describe("the tokens", () => {
  it("are renewed a minute before they end, and not sooner", async () => {
    const client = connected();
    await client.connect();
    const first = await client.session.accessToken(signal);
    clock.advance(3_539_000);
    expect(await client.session.accessToken(signal)).toBe(first);
    clock.advance(2000);
    expect(await client.session.accessToken(signal)).not.toBe(first);
    expect(sent(TOKEN)).toBe(2);
  });

  it("are renewed once for many requests that the server refuses", async () => {
    const client = connected();
    await client.connect();
    emulator.expireTokens();
    await Promise.all([
      client.account.user(signal),
      client.account.senders(signal),
      client.account.user(signal),
    ]);
    expect(sent(TOKEN)).toBe(2);
  });

  it("rotate for as long as one likes", async () => {
    const client = connected();
    await client.connect();
    const seen = new Set<string>();
    for (let day = 0; day < 10; day++) {
      clock.advance(86_400_000);
      seen.add(await client.session.accessToken(signal));
      await client.account.user(signal);
    }
    expect(seen.size).toBe(10);
  });

  it("are renewed for the others when the one who asked first gives up", async () => {
    const client = connected();
    await client.connect();
    clock.advance(3_600_000);
    const abort = new AbortController();
    const first = client.session.accessToken(abort.signal);
    const second = client.session.accessToken(signal);
    abort.abort();
    await expect(first).rejects.toMatchObject({ code: "aborted" });
    expect(await second).toEqual(expect.any(String));
  });

  it("survive a worker that dies between the answer and its saving", async () => {
    const client = connected();
    await client.connect();
    clock.advance(3_600_000);
    const tokens = memoryValue(client.tokens.peek());
    const dying = connected({
      tokens: { ...tokens, save: () => new Promise<void>(() => undefined) },
    });
    dying.session.accessToken(signal).catch(() => undefined);
    await eventually(() => expect(sent(TOKEN)).toBe(2));
    const next = connected({ tokens });
    expect(await next.account.user(signal)).toMatchObject({ name: "Dana Agent" });
    expect(next.ended).toEqual([]);
  });

  it("keep the name of the person when they are renewed", async () => {
    const client = connected();
    await client.connect();
    clock.advance(3_600_000);
    await client.account.user(signal);
    expect((await client.session.info())?.user).toMatchObject({ name: "Dana Agent" });
    clock.advance(3_600_000);
    await client.account.user(signal);
    expect(client.ended).toEqual([]);
  });

  it.each([[undefined], ["rubbish"], [{ accessToken: 7 }]])(
    "that are none mean signed out: %j",
    async (stored) => {
      const client = connected({ tokens: memoryValue(stored) });
      expect(await client.session.info()).toBeNull();
      await expect(client.account.user(signal)).rejects.toMatchObject({ code: "signed-out" });
    },
  );
});

describe("a session", () => {
  it("ends when the server has forgotten it", async () => {
    const client = connected();
    await client.connect();
    emulator.revokeTokens();
    await expect(client.account.user(signal)).rejects.toMatchObject({ code: "session-ended" });
    expect(client.ended).toEqual(["session-ended"]);
    expect(client.hasTokens()).toBe(false);
  });

  it("ends with its token when the app issues no refresh tokens", async () => {
    const client = connected();
    await client.connect();
    const { refreshToken: _, ...stored } = client.tokens.peek() as Record<string, unknown>;
    const next = connected({ tokens: memoryValue(stored) });
    await next.account.user(signal);
    clock.advance(3_600_000);
    await expect(next.account.user(signal)).rejects.toMatchObject({ code: "session-ended" });
    expect(next.ended).toEqual(["session-ended"]);
  });

  const refusals: [ended: boolean, name: string, answer: () => Response | Promise<Response>][] = [
    [true, "400", () => Response.json({ error: "invalid_grant" }, { status: 400 })],
    [true, "400 without a body", () => new Response(null, { status: 400 })],
    [true, "401", () => new Response("", { status: 401 })],
    [true, "403 OAU-167", () => Response.json({ error: "invalid_client" }, { status: 403 })],
    [false, "429", () => Response.json({ errorCode: "CMN-301" }, { status: 429 })],
    [false, "500", () => new Response("", { status: 500 })],
    [false, "503", () => new Response("", { status: 503 })],
    [false, "403 of a proxy", () => new Response("<html>Blocked</html>", { status: 403 })],
    [false, "404 of a proxy", () => new Response("<html></html>", { status: 404 })],
    [false, "407", () => new Response("", { status: 407 })],
    [false, "200 of a hotel", () => new Response("<html>Room?</html>")],
    [false, "no network", () => Promise.reject(new TypeError("Failed to fetch"))],
  ];
  it.each(refusals)("is over (%s) after a %s of the token endpoint", async (over, _, answer) => {
    const client = connected();
    await client.connect();
    clock.advance(3_600_000);
    const { tokens } = client;
    const next = connected({ tokens, fetch: answering(TOKEN, answer) });
    await expect(next.session.accessToken(signal)).rejects.toBeInstanceOf(Failure);
    expect(next.ended).toEqual(over ? ["session-ended"] : []);
    expect(next.hasTokens()).toBe(!over);
    // Who comes later finds a sound server again.
    const later = connected({ tokens }).account.user(signal);
    if (over) await expect(later).rejects.toMatchObject({ code: "signed-out" });
    else expect(await later).toMatchObject({ name: "Dana Agent" });
  });
});

describe("signing out", () => {
  it("revokes the session and forgets it", async () => {
    const client = connected();
    await client.connect();
    const token = await client.session.accessToken(signal);
    await client.session.disconnect(signal);
    expect(client.hasTokens()).toBe(false);
    expect(client.ended).toEqual([]);
    const headers = { Authorization: `Bearer ${token}` };
    const user = `${emulator.url}/restapi/v1.0/account/~/extension/~`;
    expect((await fetch(user, { headers })).status).toBe(401);
  });

  it.each<[string, () => Response | Promise<Response>]>([
    ["an error", () => new Response("", { status: 500 })],
    ["no network", () => Promise.reject(new TypeError("Failed to fetch"))],
  ])("forgets the session although its revocation meets %s", async (_, answer) => {
    const client = connected();
    await client.connect();
    const { tokens } = client;
    await connected({ tokens, fetch: answering(REVOKE, answer) }).session.disconnect(signal);
    expect(client.hasTokens()).toBe(false);
  });

  it("is not undone by a refresh under way", async () => {
    const client = connected();
    await client.connect();
    clock.advance(3_600_000);
    const answers = Promise.withResolvers<void>();
    const { tokens } = client;
    const next = connected({
      tokens,
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        if (String(url).endsWith(TOKEN)) await answers.promise;
        return answer;
      },
    });
    const refreshing = next.session.accessToken(signal);
    await eventually(() => expect(sent(TOKEN)).toBe(2));
    await next.session.disconnect(signal);
    answers.resolve();
    await expect(refreshing).rejects.toMatchObject({ code: "signed-out" });
    expect(next.hasTokens()).toBe(false);
    expect(next.ended).toEqual([]);
  });
});
