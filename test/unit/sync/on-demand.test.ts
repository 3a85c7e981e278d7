import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import "fake-indexeddb/auto";
import type { E164 } from "../../../lib/phone/e164.ts";
import { createOnDemand } from "../../../lib/sync/on-demand.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { createTestClient, type TestClient } from "../../support/test-client.ts";
import { dataOf } from "./synced-data.ts";

const ADA = "+14155550123" as E164;
const BOB = "+14155550124" as E164;
const HOUR = 3_600_000;
let emulator: Emulator;
let client: TestClient;

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  emulator = await startEmulator();
  client = createTestClient(emulator);
  await client.connect();
});
afterEach(() => emulator.close());

const onDemand = (now: () => number = Date.now) => {
  const { cache } = dataOf(client);
  const asked = createOnDemand({
    consents: client.consents,
    cache,
    now,
    signal: new AbortController().signal,
    gather: () => Promise.resolve(),
  });
  return { asked, cache };
};

const searches = (): number => emulator.log().filter(({ path }) => path.endsWith("/search")).length;

describe("asking for single recipients", () => {
  it("goes in one request for all that come together, and lasts as long as it is fresh", async () => {
    let time = 1_000_000;
    emulator.keyword({ from: ADA, to: "+16505550101", text: "STOP" });
    const { asked, cache } = onDemand(() => time);
    const [first, second] = await Promise.all([
      asked.ages([ADA, BOB], HOUR),
      asked.ages([BOB], HOUR),
    ]);
    expect([...first]).toEqual([
      [ADA, time],
      [BOB, time],
    ]);
    expect([...second]).toEqual([[BOB, time]]);
    expect(searches()).toBe(1);
    expect((await cache.optOuts([ADA, BOB])).has(ADA)).toBe(true);
    await asked.ages([ADA], HOUR);
    expect(searches()).toBe(1);
    time += HOUR + 1;
    await asked.ages([ADA], HOUR);
    expect(searches()).toBe(2);
  });

  it("leaves those out whose question failed, and asks again", async () => {
    emulator.setSwitches({ deny: "user-permission" });
    const { asked } = onDemand();
    expect((await asked.ages([ADA], HOUR)).size).toBe(0);
    emulator.setSwitches({ deny: null });
    expect((await asked.ages([ADA], HOUR)).size).toBe(1);
  });

  it("remembers a bounded number of ages", async () => {
    const { cache } = dataOf(client);
    const asked = createOnDemand({
      consents: { recordsOf: async () => ({ records: [], malformed: 0 }) },
      cache,
      now: Date.now,
      signal: new AbortController().signal,
      gather: () => Promise.resolve(),
    });
    const many = Array.from({ length: 25_000 }, (_, i) => `+1415${5_000_000 + i}` as E164);
    await asked.ages(many, HOUR);
    expect(asked.size()).toBe(20_000);
  });
});
