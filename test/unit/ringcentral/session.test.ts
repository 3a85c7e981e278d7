import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { createTestClient, type TestClientOptions } from "../../support/test-client.ts";

const signal = new AbortController().signal;
let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const connected = (options?: TestClientOptions) => createTestClient(emulator, options);

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
