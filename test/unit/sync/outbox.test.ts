import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Failure } from "../../../lib/failure.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { createTestClient } from "../../support/test-client.ts";
import { giveLife } from "../cache/mortal-database.ts";
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

/** PATCHes that the server has taken for ADA. */
const taken = (): number => emulator.store.historyOf([ADA]).length;

describe("a change that nobody saw the end of", () => {
  it.each(["OptOut", "OptIn"] as const)(
    "arrives exactly once, wherever the worker died (%s)",
    async (optStatus) => {
      emulator.setSwitches({ limits: { light: 10_000, medium: 40, heavy: 10, auth: 5 } });
      const client = connected();
      await client.connect();
      const change = { from: SUPPORT, to: ADA, optStatus } as const;
      let steps = 0;
      for (let dead = true; dead; steps++) {
        globalThis.indexedDB = new IDBFactory();
        emulator.store.clear();
        if (optStatus === "OptIn") emulator.keyword({ from: ADA, to: SUPPORT, text: "STOP" });
        const before = taken();
        const first = dataOf(client);
        await first.sync.run(signal);
        const life = giveLife(await first.database, steps);
        await Promise.race([first.outbox.submit([change], signal), life.end]);
        dead = life.dead;
        const next = dataOf(client);
        if (optStatus === "OptOut" && !dead) {
          expect((await next.cache.optOuts([ADA])).has(ADA)).toBe(true);
        }
        const entered = (await next.outbox.entries()).length > 0;
        await next.outbox.flush(signal);
        expect(taken() - before).toBe(entered ? 1 : 0);
        const known = (await next.cache.optOuts([ADA])).has(ADA);
        expect(known).toBe((optStatus === "OptOut") === entered);
        expect((await next.outbox.entries()).map(({ state }) => state)).toEqual(
          entered ? ["sent"] : [],
        );
      }
      expect(steps).toBeGreaterThan(15);
    },
  );

  it("is looked up when the answer was lost on the way", async () => {
    const client = connected();
    await client.connect();
    const lossy = {
      ...client.consents,
      change: async (...parameters: Parameters<typeof client.consents.change>) => {
        await client.consents.change(...parameters);
        throw new Failure("offline");
      },
    };
    const change = { from: SUPPORT, to: ADA, optStatus: "OptOut" } as const;
    const report = await dataOf({ ...client, consents: lossy }).outbox.submit([change], signal);
    expect(report.queued).toEqual([change]);
    const { outbox } = dataOf(client);
    expect(await outbox.flush(signal)).toMatchObject({ done: [change], queued: [] });
    expect(taken()).toBe(1);
  });
});

describe("two people and one pair", () => {
  it("the customer's STOP after an opt-in was entered stands, and both see it", async () => {
    const client = connected();
    await client.connect();
    const { outbox, cache, sync } = dataOf(client);
    emulator.keyword({ from: ADA, to: SUPPORT, text: "STOP" });
    await sync.run(signal);
    emulator.setSwitches({ failNext: 100 });
    const back = { from: SUPPORT, to: ADA, optStatus: "OptIn" } as const;
    expect((await outbox.submit([back], signal)).queued).toEqual([back]);
    emulator.setSwitches({ failNext: 0 });
    emulator.keyword({ from: ADA, to: SUPPORT, text: "STOP" });
    const report = await outbox.flush(signal);
    expect(report.failed).toMatchObject([{ change: back, errorCode: "changed-meanwhile" }]);
    expect(emulator.store.of(ADA)[0]?.optStatus).toBe("OptOut");
    expect((await cache.optOuts([ADA])).has(ADA)).toBe(true);
    const [entry] = await outbox.entries();
    expect(entry).toMatchObject({ state: "refused", errorCode: "changed-meanwhile" });
    await outbox.retry(entry?.id ?? 0, signal);
    expect(emulator.store.of(ADA)[0]?.optStatus).toBe("OptIn");
    expect((await cache.optOuts([ADA])).has(ADA)).toBe(false);
  });
});

describe("two agents on two computers and one pair", () => {
  const pair = { from: SUPPORT, to: ADA } as const;
  const agent = async () => {
    globalThis.indexedDB = new IDBFactory();
    const client = connected();
    await client.connect();
    const data = dataOf(client);
    await data.sync.run(signal);
    return data;
  };
  const blocks = async ({ cache }: Awaited<ReturnType<typeof agent>>): Promise<boolean> =>
    (await cache.optOuts([ADA])).has(ADA);
  const offline = (is: boolean): void => emulator.setSwitches({ failNext: is ? 1000 : 0 });

  it("see the later opt-out of the one, and the opt-in of the other refused", async () => {
    emulator.keyword({ ...pair, from: ADA, to: SUPPORT, text: "STOP" });
    const [ann, ben] = [await agent(), await agent()];
    offline(true);
    await ann.outbox.submit([{ ...pair, optStatus: "OptIn" }], signal);
    offline(false);
    await ben.outbox.submit([{ ...pair, optStatus: "OptOut" }], signal);
    expect((await ann.outbox.flush(signal)).failed).toMatchObject([
      { errorCode: "changed-meanwhile" },
    ]);
    await ben.sync.run(signal);
    expect(emulator.store.of(ADA)).toMatchObject([{ optStatus: "OptOut", source: "Api" }]);
    expect([await blocks(ann), await blocks(ben)]).toEqual([true, true]);
  });

  it("see an opt-out that was entered first and arrives last: the customer's word counts", async () => {
    const [ann, ben] = [await agent(), await agent()];
    offline(true);
    await ann.outbox.submit([{ ...pair, optStatus: "OptOut" }], signal);
    offline(false);
    await ben.outbox.submit([{ ...pair, optStatus: "OptIn" }], signal);
    expect(await ann.outbox.flush(signal)).toMatchObject({ failed: [], queued: [] });
    await ben.sync.run(signal);
    expect(emulator.store.of(ADA)).toMatchObject([{ optStatus: "OptOut" }]);
    expect([await blocks(ann), await blocks(ben)]).toEqual([true, true]);
  });

  it("agree in the end whoever is last, and each change arrives once", async () => {
    const [ann, ben] = [await agent(), await agent()];
    await ann.outbox.submit([{ ...pair, optStatus: "OptOut" }], signal);
    await ben.outbox.submit([{ ...pair, optStatus: "OptIn" }], signal);
    await Promise.all([ann.sync.run(signal), ben.sync.run(signal)]);
    expect([await blocks(ann), await blocks(ben)]).toEqual([false, false]);
    expect(taken()).toBe(2);
  });

  it("send a pair once, however often its change was entered while it waited", async () => {
    const ann = await agent();
    offline(true);
    for (const optStatus of ["OptOut", "OptIn", "OptOut", "OptOut"] as const) {
      await ann.outbox.submit([{ ...pair, optStatus }], signal);
    }
    offline(false);
    await ann.outbox.flush(signal);
    await ann.outbox.flush(signal);
    expect(taken()).toBe(1);
    expect(emulator.store.of(ADA)).toMatchObject([{ optStatus: "OptOut" }]);
  });
});

describe("a refused change", () => {
  it("says why, guards until it is dropped, and can be tried again", async () => {
    emulator.setSwitches({ refuseChangesOf: [ADA] });
    const client = connected();
    await client.connect();
    const { outbox, cache } = dataOf(client);
    const out = { from: SALES, to: ADA, optStatus: "OptOut" } as const;
    await outbox.submit([out], signal);
    const [entry] = await outbox.entries();
    expect(entry).toMatchObject({ change: out, state: "refused", errorCode: "CMN-102" });
    expect(await outbox.retry(entry?.id ?? 0, signal)).toMatchObject({ failed: [{ change: out }] });
    expect((await cache.optOuts([ADA])).has(ADA)).toBe(true);
    await outbox.drop(entry?.id ?? 0);
    expect((await cache.optOuts([ADA])).has(ADA)).toBe(false);
    expect(await outbox.entries()).toEqual([]);
  });

  it("of a server without any way to read is sent all the same", async () => {
    emulator.setSwitches({ off: ["search", "list"] });
    const client = connected();
    await client.connect();
    const { outbox, cache } = dataOf(client);
    const out = { from: SALES, to: ADA, optStatus: "OptOut" } as const;
    expect(await outbox.submit([out], signal)).toMatchObject({ done: [out], failed: [] });
    expect((await cache.optOuts([ADA])).has(ADA)).toBe(true);
    const back = { ...out, optStatus: "OptIn" } as const;
    expect(await outbox.submit([back], signal)).toMatchObject({ done: [back] });
    expect((await cache.optOuts([ADA])).has(ADA)).toBe(false);
  });
});
