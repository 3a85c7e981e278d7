import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import "fake-indexeddb/auto";
import { storedValue } from "../../../lib/cache/key-value.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import { createKnownAges } from "../../../lib/sync/known-ages.ts";
import { createOnDemand, type OnDemandPorts } from "../../../lib/sync/on-demand.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { eventually } from "../../support/eventually.ts";
import { createTestClient, type TestClient } from "../../support/test-client.ts";
import { dataOf } from "./synced-data.ts";

const ADA = "+14155550123" as E164;
const BOB = "+14155550124" as E164;
const HOUR = 3_600_000;
const FRESH = { freshMs: HOUR, unbrokenSince: null };
const never = (): Promise<void> => new Promise(() => undefined);
let emulator: Emulator;
let client: TestClient;
let time: number;

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  time = 1_000_000;
  emulator = await startEmulator();
  client = createTestClient(emulator);
  await client.connect();
});
afterEach(() => emulator.close());

/** A worker: a second one finds what the first has left on disk. */
const onDemand = (ports: Partial<OnDemandPorts> = {}, account = "a") => {
  const { cache, database } = dataOf(client);
  const onLate = vi.fn();
  const onEnd = vi.fn();
  const asked = createOnDemand({
    consents: client.consents,
    cache,
    known: createKnownAges({
      store: storedValue(() => database, "known-ages"),
      account: async () => account,
    }),
    now: () => time,
    signal: new AbortController().signal,
    gather: () => Promise.resolve(),
    patience: never,
    onLate,
    onEnd,
    ...ports,
  });
  return { asked, cache, onLate, onEnd };
};

const searches = (): number => emulator.log().filter(({ path }) => path.endsWith("/search")).length;
const numbers = (count: number): E164[] =>
  Array.from({ length: count }, (_, i) => `+1415${5_000_000 + i}` as E164);

describe("asking for single recipients", () => {
  it("goes in one request for all that come together, and lasts as long as it is fresh", async () => {
    emulator.keyword({ from: ADA, to: "+16505550101", text: "STOP" });
    const { asked, cache } = onDemand();
    const [first, second] = await Promise.all([
      asked.ages([ADA, BOB], FRESH),
      asked.ages([BOB], FRESH),
    ]);
    expect([...first]).toEqual([
      [ADA, time],
      [BOB, time],
    ]);
    expect([...second]).toEqual([[BOB, time]]);
    expect(searches()).toBe(1);
    expect((await cache.optOuts([ADA, BOB])).has(ADA)).toBe(true);
    await asked.ages([ADA], FRESH);
    expect(searches()).toBe(1);
    time += HOUR + 1;
    await asked.ages([ADA], FRESH);
    expect(searches()).toBe(2);
  });

  it("holds an answer as long as live events have told of every change since", async () => {
    const { asked } = onDemand();
    await asked.ages([ADA], FRESH);
    const asOf = time;
    time += 30 * HOUR;
    expect((await asked.ages([ADA], { ...FRESH, unbrokenSince: asOf })).get(ADA)).toBe(asOf);
    expect(searches()).toBe(1);
    await asked.ages([ADA], { ...FRESH, unbrokenSince: asOf + 1 });
    expect(searches()).toBe(2);
  });

  it("is remembered by the next worker, for the same account only", async () => {
    await onDemand().asked.ages([ADA], FRESH);
    await onDemand().asked.ages([ADA], FRESH);
    expect(searches()).toBe(1);
    await onDemand({}, "b").asked.ages([ADA], FRESH);
    expect(searches()).toBe(2);
  });

  it("leaves those out whose question failed, says so, and asks again", async () => {
    emulator.setSwitches({ deny: "user-permission" });
    const { asked, onEnd } = onDemand();
    expect((await asked.ages([ADA], FRESH)).size).toBe(0);
    expect(onEnd.mock.lastCall?.[0]).toMatchObject({ code: "user-permission-missing" });
    emulator.setSwitches({ deny: null });
    expect((await asked.ages([ADA], FRESH)).size).toBe(1);
    expect(onEnd.mock.lastCall).toEqual([null]);
  });

  it("does not let a page wait for ever, and tells what comes late", async () => {
    const answer = Promise.withResolvers<{ records: []; malformed: number }>();
    const { asked, onLate } = onDemand({
      consents: { recordsOf: () => answer.promise },
      patience: () => Promise.resolve(),
    });
    expect((await asked.ages([ADA], FRESH)).size).toBe(0);
    answer.resolve({ records: [], malformed: 0 });
    await eventually(() => expect(onLate).toHaveBeenCalledWith([ADA]));
    expect((await asked.ages([ADA], FRESH)).size).toBe(1);
  });

  it("asks for few before the rest of many", async () => {
    const order: number[] = [];
    const gates: PromiseWithResolvers<void>[] = [];
    const { asked } = onDemand({
      consents: {
        recordsOf: async (to) => {
          order.push(to.length);
          const gate = Promise.withResolvers<void>();
          gates.push(gate);
          await gate.promise;
          return { records: [], malformed: 0 };
        },
      },
    });
    const many = asked.ages(numbers(150), FRESH);
    await eventually(() => expect(order).toEqual([100]));
    const [last = ADA] = numbers(150).slice(-1);
    const few = asked.ages([last], FRESH);
    await eventually(() => expect(order).toEqual([100, 1]));
    gates[1]?.resolve();
    expect((await few).size).toBe(1);
    gates[0]?.resolve();
    await eventually(() => expect(order).toEqual([100, 1, 49]));
    gates[2]?.resolve();
    expect((await many).size).toBe(150);
  });

  it("sits a penalty out and goes on", async () => {
    emulator.setSwitches({ faults: [{ endpoint: "search", status: 429, times: 1 }] });
    const { asked } = onDemand();
    expect((await asked.ages(numbers(120), FRESH)).size).toBe(120);
    expect(emulator.log().filter(({ status }) => status === 429)).toHaveLength(1);
  });

  it("says nothing of recipients whose records could not be read", async () => {
    const { asked } = onDemand({
      consents: { recordsOf: async () => ({ records: [], malformed: 1 }) },
    });
    expect((await asked.ages([ADA, BOB], FRESH)).size).toBe(0);
  });

  it("remembers a bounded number of ages and opt-ins, and every opt-out", async () => {
    const [optedIn = ADA, optedOut = BOB] = numbers(2);
    const record = { from: null, coverage: "Account" } as const;
    const { asked, cache } = onDemand({
      consents: {
        recordsOf: async (to) => ({
          records: [
            { ...record, to: optedIn, optStatus: "OptIn" },
            { ...record, to: optedOut, optStatus: "OptOut" },
          ].filter((one) => to.includes(one.to)),
          malformed: 0,
        }),
      },
    });
    await asked.ages([optedIn, optedOut], FRESH);
    const before = await cache.lookUp([optedIn, optedOut]);
    expect([before.optIns.size, before.optOuts.size]).toEqual([1, 1]);
    const known = await asked.ages(numbers(20_200).slice(2), FRESH);
    expect(known.size).toBe(20_000);
    const after = await cache.lookUp([optedIn, optedOut]);
    expect([after.optIns.size, after.optOuts.size]).toEqual([0, 1]);
  });
});
