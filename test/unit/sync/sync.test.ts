import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { createPairCache } from "../../../lib/cache/pair-cache.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { createTestClient } from "../../support/test-client.ts";
import { dataOf } from "./synced-data.ts";
import "fake-indexeddb/auto";

const signal = new AbortController().signal;
const ADA = "+14155550123" as E164;
const SUPPORT = "+16505550101" as E164;
let emulator: Emulator;

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  emulator = await startEmulator({ records: 2500 });
});
afterEach(() => emulator.close());

const connected = () => createTestClient(emulator);

/** Every recipient that the server has opted out, with the business numbers. */
const serverOptOuts = (): string[] =>
  emulator.store
    .records()
    .filter(({ optStatus }) => optStatus === "OptOut")
    .map(({ to, from, coverage }) => `${to} ${from ?? "*"} ${coverage}`)
    .sort();

async function cachedOptOuts(cache: ReturnType<typeof createPairCache>): Promise<string[]> {
  const all = [...new Set(emulator.store.records().map(({ to }) => to as E164))];
  const found = await cache.optOuts(all);
  return [...found]
    .flatMap(([to, optOuts]) =>
      optOuts.map(({ from, coverage }) => `${to} ${from ?? "*"} ${coverage}`),
    )
    .sort();
}

describe("sync", () => {
  it.each([
    ["export", {}],
    ["export", { oldCsv: true }],
    ["search", { off: ["export"] }],
    ["search", { off: ["export"], seedQuirks: true }],
    ["list", { off: ["export", "search"], offStatus: 405 }],
    ["list", { off: ["export", "search"], seedQuirks: true }],
  ] as const)("loads all of it by %s with %j", async (source, switches) => {
    emulator.setSwitches(switches);
    const client = connected();
    await client.connect();
    const { sync, cache } = dataOf(client);
    const status = await sync.run(signal);
    expect(status).toMatchObject({ phase: "idle", source, malformed: 0 });
    const withoutCampaigns = (items: string[]) =>
      "oldCsv" in switches ? items.map((item) => item.replace(/CampaignType$/, "Account")) : items;
    expect(await cachedOptOuts(cache)).toEqual(withoutCampaigns(serverOptOuts()).sort());
  });

  it.each([{ dropExportAfter: 40_000 }, { truncateExportAfter: 40_010 }])(
    "keeps the old snapshot and takes another way when the export breaks off: %j",
    async (fault) => {
      const client = connected();
      await client.connect();
      const { sync, cache } = dataOf(client);
      await sync.run(signal);
      emulator.keyword({ from: ADA, to: SUPPORT, text: " stop " });
      emulator.setSwitches({ ...fault, off: ["search", "list"] });
      const failed = await sync.run(signal);
      expect(failed.failures[0]?.code).toBe("truncated-answer");
      expect((await cache.meta())?.optOuts).toBe(serverOptOuts().length - 1);
      emulator.setSwitches({ off: ["list"] });
      expect(await sync.run(signal)).toMatchObject({ source: "search" });
      expect(await cachedOptOuts(cache)).toEqual(serverOptOuts());
    },
  );
});
