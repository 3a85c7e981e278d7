import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../emulator.ts";
import { CLIENT_ID, OTHER_CLIENT_ID } from "../oauth/apps.ts";
import { refresh } from "./oauth-client.ts";
import { ask, EXTENSION, postForm } from "./rest-client.ts";

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator({
    switches: { limits: { light: 50, medium: 40, heavy: 10, auth: 50 } },
  });
});
afterEach(() => emulator.close());

const use = (token: string) => ask(emulator, "GET", EXTENSION, { token });
const errorOf = async (token: string) => {
  const { status, body } = await use(token);
  return [status, body.errorCode, body.errors?.[0].errorCode];
};

describe("an access token", () => {
  it("expires", async () => {
    const { access } = emulator.signIn();
    emulator.advance(3_599_000);
    expect((await use(access)).status).toBe(200);
    emulator.advance(1000);
    expect(await errorOf(access)).toEqual([401, "TokenExpired", "OAU-128"]);
  });

  it("can be made to expire", async () => {
    const { access } = emulator.signIn();
    emulator.expireTokens();
    expect(await errorOf(access)).toEqual([401, "TokenExpired", "OAU-128"]);
  });

  it("that never was is no token", async () => {
    expect(await errorOf("rubbish")).toEqual([401, "TokenInvalid", "OAU-129"]);
  });

  it.each([
    ["", "OAU-134"],
    ["Basic eDp5", "OAU-123"],
  ])("must be a bearer's: %j", async (Authorization, errorCode) => {
    const headers: HeadersInit = Authorization === "" ? {} : { Authorization };
    const answer = await fetch(emulator.url + EXTENSION, { headers });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({
      errorCode: "TokenInvalid",
      errors: [{ errorCode }],
    });
  });
});

describe("a refresh", () => {
  it("gives new tokens, and the old access token dies at once", async () => {
    const old = emulator.signIn();
    const { status, body } = await refresh(emulator, old.refresh);
    expect(status).toBe(200);
    expect(body.access_token).not.toBe(old.access);
    expect(body.refresh_token).not.toBe(old.refresh);
    expect(await errorOf(old.access)).toEqual([401, "TokenInvalid", "OAU-129"]);
    expect((await use(body.access_token)).status).toBe(200);
  });

  it("may be repeated until 10 seconds after the first use of the new token", async () => {
    const { refresh: old } = emulator.signIn();
    const { body } = await refresh(emulator, old);
    emulator.advance(600_000);
    const { access_token, refresh_token } = (await refresh(emulator, old)).body;
    expect([access_token, refresh_token]).toEqual([body.access_token, body.refresh_token]);
    await use(body.access_token);
    emulator.advance(9000);
    expect((await refresh(emulator, old)).body.access_token).toBe(body.access_token);
    emulator.advance(1000);
    const late = await refresh(emulator, old);
    expect(late.status).toBe(400);
    expect(late.body).toMatchObject({
      error: "invalid_grant",
      errors: [{ errorCode: "OAU-213" }],
    });
    expect((await use(body.access_token)).status).toBe(200);
  });

  it("may be repeated for an hour while the new token is not used", async () => {
    const { refresh: old } = emulator.signIn();
    await refresh(emulator, old);
    emulator.advance(3_599_000);
    expect((await refresh(emulator, old)).status).toBe(200);
    emulator.advance(1000);
    expect((await refresh(emulator, old)).status).toBe(400);
  });

  it("is refused after a week", async () => {
    const { refresh: token } = emulator.signIn();
    emulator.advance(604_800_000);
    const { status, body } = await refresh(emulator, token);
    expect(status).toBe(400);
    expect(body.errors[0].errorCode).toBe("OAU-213");
  });

  it.each([
    ["an unknown token", "rubbish", CLIENT_ID],
    ["another app", null, OTHER_CLIENT_ID],
  ])("is refused for %s", async (_, token, clientId) => {
    const { refresh: own } = emulator.signIn();
    const { body } = await refresh(emulator, token ?? own, clientId);
    expect(body.errors[0].errorCode).toBe("OAU-213");
  });
});

describe("the end of a session", () => {
  it.each(["access", "refresh"] as const)("comes by revoking its %s token", async (which) => {
    const session = emulator.signIn();
    const { status } = await postForm(emulator, "/restapi/oauth/revoke", {
      token: session[which],
      client_id: CLIENT_ID,
    });
    expect(status).toBe(200);
    expect(await errorOf(session.access)).toEqual([401, "TokenInvalid", "OAU-129"]);
    const { status: refused, body } = await refresh(emulator, session.refresh);
    expect(refused).toBe(400);
    expect(body).toMatchObject({ error: "invalid_grant", errors: [{ errorCode: "OAU-211" }] });
  });

  it("comes to all of them by order", async () => {
    const session = emulator.signIn();
    emulator.revokeTokens();
    expect((await refresh(emulator, session.refresh)).body.errors[0].errorCode).toBe("OAU-211");
  });

  it("comes to the oldest with the sixth, of each user and app", async () => {
    const others = [
      emulator.signIn({ clientId: OTHER_CLIENT_ID }).access,
      emulator.signIn({ userId: "1600001005" }).access,
    ];
    const own = Array.from({ length: 6 }, () => emulator.signIn().access);
    const statuses = [];
    for (const token of [...others, ...own]) statuses.push((await use(token)).status);
    expect(statuses).toEqual([200, 200, 401, 200, 200, 200, 200, 200]);
  });
});
