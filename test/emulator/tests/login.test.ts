import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../emulator.ts";
import { CLIENT_ID, OTHER_CLIENT_ID } from "../oauth/apps.ts";
import { codeOf, exchange, openLogin, REDIRECT } from "./oauth-client.ts";
import { ask, EXTENSION } from "./rest-client.ts";

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator({
    switches: { limits: { light: 50, medium: 40, heavy: 10, auth: 50 } },
  });
});
afterEach(() => emulator.close());

describe("the login page", () => {
  it("grants and sends back to the app", async () => {
    const { status, back } = await openLogin(emulator);
    expect(status).toBe(302);
    expect(`${back?.origin}${back?.pathname}`).toBe(REDIRECT);
    expect(Object.fromEntries(back?.searchParams ?? [])).toEqual({
      code: expect.any(String),
      state: "s1",
      expires_in: "60",
    });
  });

  it.each([
    ["another address", { redirect_uri: "https://evil.example/" }],
    ["a longer address", { redirect_uri: `${REDIRECT}x` }],
    ["an address without its slash", { redirect_uri: REDIRECT.slice(0, -1) }],
    ["no address", { redirect_uri: undefined }],
    ["an unknown app", { client_id: "nobody" }],
  ])("sends nobody to %s", async (_, change) => {
    const { status, back } = await openLogin(emulator, change);
    expect(status).toBe(400);
    expect(back).toBeNull();
  });

  it.each([
    ["plain", { code_challenge_method: "plain" }, "invalid_request"],
    [
      "without a method, which means plain",
      { code_challenge_method: undefined },
      "invalid_request",
    ],
    ["without a challenge", { code_challenge: undefined }, "invalid_request"],
    ["with half a challenge", { code_challenge: "short" }, "invalid_request"],
    ["for a token", { response_type: "token" }, "unsupported_response_type"],
  ])("refuses a request %s", async (_, change, error) => {
    const { back } = await openLogin(emulator, change);
    expect(Object.fromEntries(back?.searchParams ?? [])).toEqual({ error, state: "s1" });
  });

  it("can refuse by itself", async () => {
    emulator.setSwitches({ login: "refuse" });
    const { back } = await openLogin(emulator);
    expect(back?.searchParams.get("error")).toBe("access_denied");
    expect(back?.searchParams.get("state")).toBe("s1");
    expect(back?.searchParams.has("code")).toBe(false);
  });

  it("can return a wrong state", async () => {
    emulator.setSwitches({ login: "wrong-state" });
    const { back } = await openLogin(emulator);
    expect(back?.searchParams.get("state")).toBe("another");
  });

  it.each([
    ["authorize", "code"],
    ["refuse", "error"],
  ])("can ask a person, who may %s", async (decision, result) => {
    emulator.setSwitches({ login: "ask" });
    const { status, text } = await openLogin(emulator);
    expect(status).toBe(200);
    expect(text).toContain("Allow Consent Guard?");
    expect(text).toContain("Dana Agent");
    expect(text.match(/<button /g)).toHaveLength(2);
    const [, action = ""] = /action="([^"]+)"/.exec(text) ?? [];
    const [, id = ""] = /name="id" value="([^"]+)"/.exec(text) ?? [];
    const decide = () =>
      fetch(emulator.url + action, {
        method: "POST",
        redirect: "manual",
        body: new URLSearchParams({ id, decision }),
      });
    const answer = await decide();
    expect(answer.status).toBe(303);
    const back = new URL(answer.headers.get("Location") ?? "");
    expect(back.searchParams.has(result)).toBe(true);
    expect(back.searchParams.get("state")).toBe("s1");
    expect((await decide()).status).toBe(400);
  });

  it("does not ask where no page may be shown", async () => {
    emulator.setSwitches({ login: "ask" });
    const { back } = await openLogin(emulator, { prompt: "none" });
    expect(back?.searchParams.get("error")).toBe("login_required");
  });
});

describe("an authorization code", () => {
  it("becomes tokens", async () => {
    const { status, body } = await exchange(emulator, await codeOf(emulator));
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.any(String),
      token_type: "bearer",
      expires_in: 3600,
      refresh_token: expect.any(String),
      refresh_token_expires_in: 604_800,
      scope: "ReadAccounts SMS WebSocketsSubscription",
      owner_id: "1600001004",
      endpoint_id: expect.any(String),
      session_id: expect.any(String),
    });
    expect((await ask(emulator, "GET", EXTENSION, { token: body.access_token })).status).toBe(200);
  });

  it("is good once", async () => {
    const code = await codeOf(emulator);
    await exchange(emulator, code);
    const { status, body } = await exchange(emulator, code);
    expect(status).toBe(400);
    expect(body).toEqual({
      error: "invalid_grant",
      error_description: expect.any(String),
      errors: [{ errorCode: "OAU-106", message: expect.any(String) }],
    });
  });

  it("is good for 60 seconds", async () => {
    const [early, late] = [await codeOf(emulator), await codeOf(emulator)];
    emulator.advance(59_000);
    expect((await exchange(emulator, early)).status).toBe(200);
    emulator.advance(1000);
    const { status, body } = await exchange(emulator, late);
    expect(status).toBe(400);
    expect(body.errors[0].errorCode).toBe("OAU-108");
  });

  it.each([
    ["another address", { redirect_uri: `${REDIRECT}x` }, {}, 400, "invalid_grant", "OAU-109"],
    ["another app", { client_id: OTHER_CLIENT_ID }, {}, 400, "invalid_grant", "OAU-110"],
    ["an unknown app", { client_id: "nobody" }, {}, 401, "invalid_client", "OAU-146"],
    ["no app", { client_id: undefined }, {}, 401, "invalid_client", "OAU-146"],
    ["another verifier", { code_verifier: "x".repeat(43) }, {}, 400, "invalid_grant", "OAU-106"],
    ["no verifier", { code_verifier: undefined }, {}, 400, "invalid_grant", "OAU-106"],
    ["a secret", {}, { Authorization: "Basic eDp5" }, 401, "invalid_client", "OAU-123"],
    ["another grant", { grant_type: "password" }, {}, 400, "unsupported_grant_type", "OAU-112"],
  ] as [string, object, Record<string, string>, number, string, string][])(
    "is worth nothing with %s",
    async (_, change, headers, status, error, errorCode) => {
      const answer = await exchange(emulator, await codeOf(emulator), { ...change }, headers);
      expect(answer.status).toBe(status);
      expect(answer.body).toMatchObject({ error, errors: [{ errorCode }] });
    },
  );

  it("must come in a form, each field once", async () => {
    const url = `${emulator.url}/restapi/oauth/token`;
    const json = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: "{}",
    });
    expect(await json.json()).toMatchObject({ error: "invalid_request" });
    const body = new URLSearchParams([
      ["client_id", CLIENT_ID],
      ["client_id", CLIENT_ID],
    ]);
    const twice = await fetch(url, { method: "POST", body });
    expect(await twice.json()).toMatchObject({ errors: [{ errorCode: "OAU-111" }] });
  });

  it.each([
    ["1", 600],
    ["900", 900],
    ["99999", 3600],
    ["none", 3600],
  ])("gives an access token %s seconds, clamped", async (access_token_ttl, seconds) => {
    const { body } = await exchange(emulator, await codeOf(emulator), { access_token_ttl });
    expect(body.expires_in).toBe(seconds);
  });

  it("gives a refresh token 30 days at most", async () => {
    const ttl = { refresh_token_ttl: "99999999" };
    const { body } = await exchange(emulator, await codeOf(emulator), ttl);
    expect(body.refresh_token_expires_in).toBe(2_592_000);
  });

  it("gives what the switches say", async () => {
    emulator.setSwitches({
      accessSeconds: 5,
      refreshSeconds: 9,
      issueRefreshTokens: false,
      missingScopes: ["SMS"],
      user: "1600001005",
    });
    const { body } = await exchange(emulator, await codeOf(emulator));
    expect(body).toMatchObject({
      expires_in: 5,
      scope: "ReadAccounts WebSocketsSubscription",
      owner_id: "1600001005",
    });
    expect(body).not.toHaveProperty("refresh_token");
    const user = await ask(emulator, "GET", EXTENSION, { token: body.access_token });
    expect(user.body.name).toBe("Sam Clerk");
  });
});
