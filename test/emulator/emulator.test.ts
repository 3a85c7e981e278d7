import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { E164 } from "../../lib/phone/e164.ts";
import { createTestClient } from "../support/test-client.ts";
import { type Emulator, startEmulator } from "./emulator.ts";

const signal = new AbortController().signal;
const ADA = "+14155550123" as E164;
let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const connected = () => createTestClient(emulator);

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
