import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { E164 } from "../../../lib/phone/e164.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { createTestClient } from "../../support/test-client.ts";
import { dataOf } from "./synced-data.ts";
import "fake-indexeddb/auto";

const signal = new AbortController().signal;
const ADA = "+14155550123" as E164;
const SUPPORT = "+16505550101" as E164;
const SALES = "+16505550102" as E164;
let emulator: Emulator;

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const connected = () => createTestClient(emulator);

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
    const client = connected();
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
