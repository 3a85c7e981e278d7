import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sleep } from "../../../lib/sleep.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
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
