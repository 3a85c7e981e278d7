import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { E164 } from "../../../lib/phone/e164.ts";
import { csvOf } from "../../emulator/consents/csv.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { createTestClient } from "../../support/test-client.ts";
import { dataOf } from "./synced-data.ts";
import "fake-indexeddb/auto";

const signal = new AbortController().signal;
const SUPPORT = "+16505550101";
const RECORDS = 3000;
let emulator: Emulator;
let data: ReturnType<typeof dataOf>;

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  emulator = await startEmulator({ records: RECORDS });
  const client = createTestClient(emulator);
  await client.connect();
  data = dataOf(client);
  await data.sync.run(signal);
});
afterEach(() => emulator.close());

/** How many bytes the export's first `rows` rows have. */
function bytesOfRows(rows: number): number {
  const text = [...csvOf(emulator.store, false)].join("");
  let at = -1;
  let seen = -1;
  while (seen < rows) {
    at = text.indexOf("\n", at + 1);
    // Notes hold line ends of their own.
    if ((text.slice(0, at).split('"').length - 1) % 2 === 0) seen++;
  }
  return new TextEncoder().encode(text.slice(0, at + 1)).length;
}

/** Opted-out pairs of the server that the cache does not know. */
async function forgotten(): Promise<string[]> {
  const out = emulator.store.records().filter(({ optStatus }) => optStatus === "OptOut");
  const known = await data.cache.optOuts(out.map(({ to }) => to as E164));
  return out
    .filter((r) => !known.get(r.to as E164)?.some((o) => o.from === (r.from ?? null)))
    .map(({ to }) => to);
}

describe("an export that ends at a row", () => {
  it.each([
    ["lacks few pairs", RECORDS - 40],
    ["lacks most pairs", 100],
    ["lacks all pairs", 0],
  ])("but %s is not believed: the next way is taken", async (_what, rows) => {
    emulator.setSwitches({ truncateExportAfter: bytesOfRows(rows) });
    expect(await data.sync.run(signal)).toMatchObject({ source: "search", failures: [] });
    expect(await forgotten()).toEqual([]);
  });

  it("and nobody can be asked leaves every opt-out in force", async () => {
    emulator.setSwitches({
      truncateExportAfter: bytesOfRows(RECORDS - 40),
      off: ["search", "list"],
    });
    await data.sync.run(signal);
    expect(await forgotten()).toEqual([]);
    await data.sync.run(signal);
    expect(await forgotten()).toEqual([]);
  });

  it("and very many are gone, and nobody can be asked, is refused", async () => {
    emulator.setSwitches({ truncateExportAfter: bytesOfRows(100), off: ["search", "list"] });
    const status = await data.sync.run(signal);
    expect(status.failures[0]?.code).toBe("truncated-answer");
    expect(await forgotten()).toEqual([]);
  });
});

it("an account whose records are really gone is believed when two ways say so", async () => {
  emulator.store.clear();
  expect(await data.sync.run(signal)).toMatchObject({ source: "search", optOuts: 0 });
  expect((await data.cache.meta())?.optOuts).toBe(0);
});

it("a record that cannot be read any more lifts nothing", async () => {
  const ada = emulator.store.records().find((r) => r.optStatus === "OptOut")?.to as E164;
  emulator.setSwitches({ off: ["export", "list"] });
  const client = createTestClient(emulator, {
    fetch: async (url, init) => {
      const answer = await fetch(url, init);
      if (!String(url).endsWith("/search")) return answer;
      return new Response((await answer.text()).replaceAll(ada, "nobody"), answer);
    },
  });
  await client.connect();
  const status = await dataOf(client).sync.run(signal);
  expect(status).toMatchObject({ source: "search", failures: [] });
  expect(status.malformed).toBeGreaterThan(0);
  expect((await data.cache.optOuts([ada])).has(ada)).toBe(true);
});

it("pages in a circle are left, and the next way is taken", async () => {
  emulator.setSwitches({ off: ["export"] });
  const client = createTestClient(emulator, {
    fetch: async (url, init) => {
      if (!String(url).endsWith("/search")) return fetch(url, init);
      const { pageToken } = JSON.parse(String(init?.body)) as { pageToken?: string };
      return Response.json({
        records: [],
        paging: { nextPageToken: pageToken === "one" ? "two" : "one" },
      });
    },
  });
  await client.connect();
  expect(await dataOf(client).sync.run(signal)).toMatchObject({ source: "list", failures: [] });
  expect(await forgotten()).toEqual([]);
});

it("an opt-in by the customer is believed at the next load", async () => {
  const [first] = emulator.store.records();
  const ada = first?.to ?? "";
  emulator.keyword({ from: ada, to: SUPPORT, text: "START" });
  expect(await data.sync.run(signal)).toMatchObject({ source: "export" });
  expect((await data.cache.optOuts([ada as E164])).has(ada as E164)).toBe(false);
});

it("a paged load that died goes on at its page", async () => {
  emulator.clearLog();
  emulator.setSwitches({ off: ["export"], delayMs: 100 });
  const dying = new AbortController();
  const running = data.sync.run(dying.signal);
  await expect
    .poll(() => emulator.log().filter(({ path }) => path.endsWith("/search")).length, {
      interval: 5,
    })
    .toBeGreaterThan(1);
  dying.abort();
  await running;
  emulator.setSwitches({ delayMs: 0 });
  const before = emulator.log().length;
  expect(await data.sync.run(signal)).toMatchObject({ source: "search", phase: "idle" });
  const tokens = emulator
    .log()
    .slice(before)
    .filter(({ path }) => path.endsWith("/search"))
    .map(({ body }) => (body as { pageToken?: string }).pageToken);
  expect(tokens.length).toBeLessThan(3);
  expect(tokens[0]).toBeDefined();
  expect(await forgotten()).toEqual([]);
});

describe("a first export", () => {
  const first = async (records: number, switches: Parameters<Emulator["setSwitches"]>[0] = {}) => {
    globalThis.indexedDB = new IDBFactory();
    await emulator.close();
    emulator = await startEmulator({ records });
    emulator.setSwitches(switches);
    const client = createTestClient(emulator);
    await client.connect();
    data = dataOf(client);
    return data.sync.run(signal);
  };

  it("is whole when a page that holds all records brings no other", async () => {
    expect(await first(800)).toMatchObject({ source: "export", unproven: false });
  });

  it("is whole when the next one brings nothing new, and unproven until then", async () => {
    expect(await first(RECORDS)).toMatchObject({ source: "export", unproven: true });
    expect(await data.sync.run(signal)).toMatchObject({ source: "export", unproven: false });
  });

  it.each([
    ["a small account", 800, 500],
    ["a large account, in what a page of it has", RECORDS, 500],
    ["a large account, in what no page has", RECORDS, 2000],
  ])("that ends at a row of %s is not believed to be whole", async (_what, records, rows) => {
    const cut = { truncateExportAfter: bytesOfRows(rows) };
    expect(await first(records, cut)).toMatchObject({ source: "export", unproven: true });
    emulator.setSwitches({ truncateExportAfter: null });
    await data.sync.run(signal);
    expect(await data.sync.run(signal)).toMatchObject({ unproven: false });
    expect(await forgotten()).toEqual([]);
  });

  it("that is as long as announced needs no other proof", async () => {
    globalThis.indexedDB = new IDBFactory();
    const client = createTestClient(emulator, {
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        if (!String(url).endsWith("/export")) return answer;
        const body = new Uint8Array(await answer.arrayBuffer());
        return new Response(body, { headers: { "Content-Length": String(body.length) } });
      },
    });
    await client.connect();
    emulator.clearLog();
    expect(await dataOf(client).sync.run(signal)).toMatchObject({ unproven: false });
    expect(emulator.log().filter(({ path }) => path.endsWith("/search"))).toEqual([]);
  });

  it("is unproven where nobody can be asked", async () => {
    expect(await first(800, { off: ["search", "list"] })).toMatchObject({ unproven: true });
  });
});

describe("an export that never comes to its end", () => {
  it("gives way to paging after two tries, whatever ended them, until a day later", async () => {
    let now = Date.now();
    globalThis.indexedDB = new IDBFactory();
    const client = createTestClient(emulator);
    data = dataOf(client, () => now);
    await client.connect();
    emulator.setSwitches({ dropExportAfter: 5000, off: ["search", "list"] });
    for (let times = 0; times < 2; times++) {
      expect((await data.sync.run(signal)).failures[0]?.code).toBe("truncated-answer");
    }
    emulator.setSwitches({ dropExportAfter: null, off: [] });
    expect(await data.sync.run(signal)).toMatchObject({ source: "search" });
    now += 25 * 60 * 60_000;
    expect(await data.sync.run(signal)).toMatchObject({ source: "export" });
    expect(await data.sync.run(signal)).toMatchObject({ source: "export" });
  });

  it("counts the death of the worker as one of the tries", async () => {
    for (let times = 0; times < 2; times++) {
      await data.staging.noteExportCuts("a", { count: times + 1, at: Date.now() });
    }
    expect(await data.sync.run(signal)).toMatchObject({ source: "search" });
  });

  it("is tried all the same where nothing else is offered", async () => {
    await data.staging.noteExportCuts("a", { count: 5, at: Date.now() });
    emulator.setSwitches({ off: ["search", "list"] });
    expect(await data.sync.run(signal)).toMatchObject({ source: "export" });
  });
});

it("an export that makes no sense is not taken for an account without opt-outs", async () => {
  const nonsense = createTestClient(emulator);
  await nonsense.connect();
  const real = nonsense.consents.export;
  const consents = {
    ...nonsense.consents,
    export: async function* (...parameters: Parameters<typeof real>) {
      for await (const { columns } of real(...parameters)) {
        const malformed = columns.length;
        columns.length = 0;
        yield { columns, malformed };
      }
    },
  };
  globalThis.indexedDB = new IDBFactory();
  data = dataOf({ ...nonsense, consents });
  expect(await data.sync.run(signal)).toMatchObject({ source: "search" });
  expect(await forgotten()).toEqual([]);
});
