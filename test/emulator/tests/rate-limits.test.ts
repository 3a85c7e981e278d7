import { afterEach, beforeEach, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../emulator.ts";
import { ENDPOINTS } from "../http/endpoints.ts";
import { OTHER_CLIENT_ID } from "../oauth/apps.ts";
import { openLogin, refresh } from "./oauth-client.ts";
import { CONSENTS, EXTENSION, SUPPORT, signedIn } from "./rest-client.ts";

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const LIMITS = { light: 50, medium: 40, heavy: 10, auth: 5 };

it("count 50 consent calls of any kind a minute, then refuse", async () => {
  const call = signedIn(emulator);
  const calls = [
    () => call("GET", `${CONSENTS}?perPage=1`),
    () => call("POST", `${CONSENTS}/search`, {}),
    () => call("GET", `${CONSENTS}/history`),
    () => call("GET", `${CONSENTS}/export`),
    () => call("GET", `${EXTENSION}/phone-number`),
  ];
  for (let i = 0; i < 50; i++) {
    const answer = await calls[i % calls.length]?.();
    expect(answer?.status).toBe(200);
    expect(answer?.headers.get("X-Rate-Limit-Group")).toBe("light");
    expect(answer?.headers.get("X-Rate-Limit-Limit")).toBe("50");
    expect(answer?.headers.get("X-Rate-Limit-Remaining")).toBe(String(49 - i));
    expect(answer?.headers.get("X-Rate-Limit-Window")).toBe("60");
  }
  const { status, headers, body } = await call("GET", CONSENTS);
  expect(status).toBe(429);
  expect(headers.get("Retry-After")).toBe("60");
  expect(headers.get("X-Rate-Limit-Remaining")).toBe("0");
  expect(body).toEqual({
    errorCode: "CMN-301",
    message: "Request rate exceeded",
    errors: [{ errorCode: "CMN-301", message: "Request rate exceeded" }],
  });
});

it("start the penalty anew with each request in it", async () => {
  emulator.setSwitches({ limits: { ...LIMITS, light: 1 } });
  const call = signedIn(emulator);
  const status = async () => (await call("GET", EXTENSION)).status;
  expect(await status()).toBe(200);
  expect(await status()).toBe(429);
  for (let i = 0; i < 3; i++) {
    emulator.advance(59_000);
    expect(await status()).toBe(429);
  }
  emulator.advance(60_000);
  expect(await status()).toBe(200);
});

it("slide: a request counts for its own minute", async () => {
  emulator.setSwitches({ limits: { ...LIMITS, light: 2 }, penaltySeconds: 0 });
  const call = signedIn(emulator);
  const status = async () => (await call("GET", EXTENSION)).status;
  expect(await status()).toBe(200);
  emulator.advance(40_000);
  expect(await status()).toBe(200);
  emulator.advance(20_000);
  expect(await status()).toBe(200);
  expect(await status()).toBe(429);
});

it("take window and penalty from the switches", async () => {
  emulator.setSwitches({ limits: { ...LIMITS, light: 1 }, windowSeconds: 2, penaltySeconds: 3 });
  const call = signedIn(emulator);
  expect((await call("GET", EXTENSION)).headers.get("X-Rate-Limit-Window")).toBe("2");
  expect((await call("GET", EXTENSION)).headers.get("Retry-After")).toBe("3");
  emulator.advance(3000);
  expect((await call("GET", EXTENSION)).status).toBe(200);
});

it("count each user and each app for itself", async () => {
  emulator.setSwitches({ limits: { ...LIMITS, light: 1 } });
  const own = signedIn(emulator);
  expect((await own("GET", EXTENSION)).status).toBe(200);
  expect((await own("GET", EXTENSION)).status).toBe(429);
  // Another session of the same user and app is no way out.
  expect((await signedIn(emulator)("GET", EXTENSION)).status).toBe(429);
  for (const who of [{ clientId: OTHER_CLIENT_ID }, { userId: "1600001005" }]) {
    expect((await signedIn(emulator, who)("GET", EXTENSION)).status).toBe(200);
  }
});

it("count each group for itself", async () => {
  emulator.setSwitches({ limits: { light: 1, medium: 1, heavy: 1, auth: 1 } });
  const call = signedIn(emulator);
  const account = "/restapi/v1.0/account/~";
  const text = { from: { phoneNumber: SUPPORT }, to: [{ phoneNumber: SUPPORT }], text: "Hi" };
  const groups = [];
  for (const { headers, status } of [
    await call("GET", EXTENSION),
    await call("GET", `${account}/phone-number`),
    await call("POST", `${EXTENSION}/sms`, text),
    await call("POST", "/restapi/oauth/wstoken"),
    await call("GET", "/restapi/v2/accounts/~/phone-numbers"),
  ]) {
    groups.push([headers.get("X-Rate-Limit-Group"), status]);
  }
  expect(groups).toEqual([
    ["light", 200],
    ["heavy", 200],
    ["medium", 200],
    ["auth", 200],
    ["heavy", 429],
  ]);
});

it("put every endpoint into its group", () => {
  const groups = Object.entries(ENDPOINTS).map(([name, { group }]) => `${name}: ${group}`);
  expect(groups.filter((line) => !line.endsWith("light"))).toEqual([
    "authorize: auth",
    "token: auth",
    "revoke: auth",
    "wstoken: auth",
    "account-phone-number: heavy",
    "account-phone-numbers: heavy",
    "sms: medium",
    "create-subscription: medium",
    "update-subscription: medium",
    "delete-subscription: medium",
  ]);
});

it("count login, refresh and socket tokens of a user together", async () => {
  const session = emulator.signIn();
  const call = signedIn(emulator);
  expect((await openLogin(emulator)).status).toBe(302);
  expect((await refresh(emulator, session.refresh)).status).toBe(200);
  for (let i = 0; i < 3; i++)
    expect((await call("POST", "/restapi/oauth/wstoken")).status).toBe(200);
  expect((await call("POST", "/restapi/oauth/wstoken")).status).toBe(429);
  expect((await refresh(emulator, session.refresh)).status).toBe(429);
  expect((await openLogin(emulator)).status).toBe(429);
});

it("can leave out Retry-After", async () => {
  emulator.setSwitches({ limits: { ...LIMITS, light: 0 }, omitRetryAfter: true });
  const { status, headers } = await signedIn(emulator)("GET", EXTENSION);
  expect(status).toBe(429);
  expect(headers.has("Retry-After")).toBe(false);
  expect(headers.has("X-Rate-Limit-Group")).toBe(true);
});

it("can hide their headers", async () => {
  emulator.setSwitches({ hideRateHeaders: true });
  const { headers } = await signedIn(emulator)("GET", EXTENSION);
  expect([...headers.keys()].filter((name) => name.startsWith("x-rate"))).toEqual([]);
});

it("are forgotten by a reset", async () => {
  emulator.setSwitches({ limits: { ...LIMITS, light: 0 } });
  const call = signedIn(emulator);
  expect((await call("GET", EXTENSION)).status).toBe(429);
  emulator.reset();
  expect((await call("GET", EXTENSION)).status).toBe(200);
});
