import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { E164 } from "../../../../lib/phone/e164.ts";
import { type Emulator, startEmulator } from "../../../emulator/emulator.ts";
import { createCannedClient } from "../../../support/canned-client.ts";
import { createTestClient } from "../../../support/test-client.ts";

const signal = new AbortController().signal;
const SUPPORT = "+16505550101" as E164;
const ADA = "+14155550123" as E164;
const BEN = "+14155550124" as E164;
let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const connected = async () => {
  const client = createTestClient(emulator);
  await client.connect();
  return client;
};
const optOut = { optStatus: "OptOut", coverage: "PhoneNumber", source: "Recipient" } as const;

describe("every record of some recipients", () => {
  it.each([
    [[], "POST"],
    [["search"], "GET"],
  ] as const)("by search, else by list (off: %j)", async (off, method) => {
    emulator.setSwitches({ off });
    emulator.store.put({ ...optOut, to: ADA, from: SUPPORT });
    emulator.store.put({ ...optOut, to: ADA, coverage: "Account" });
    emulator.store.put({ ...optOut, to: BEN, from: SUPPORT, optStatus: "OptIn" });
    emulator.store.put({ ...optOut, to: "+14155550125", from: SUPPORT });
    const { records, malformed } = await (await connected()).consents.recordsOf([ADA, BEN], signal);
    expect(malformed).toBe(0);
    expect(records.map(({ to, from, optStatus }) => [to, from, optStatus]).sort()).toEqual(
      [
        [ADA, SUPPORT, "OptOut"],
        [ADA, null, "OptOut"],
        [BEN, SUPPORT, "OptIn"],
      ].sort(),
    );
    expect(emulator.log().at(-1)?.method).toBe(method);
  });

  it("asks for at most a hundred at once, over all pages", async () => {
    const many = Array.from(
      { length: 230 },
      (_, i) => `+1415556${String(i).padStart(4, "0")}` as E164,
    );
    const client = createCannedClient(({ body }) => {
      const { to, pageToken } = body as { to: string[]; pageToken?: string };
      return {
        records: [{ ...optOut, to: pageToken ? to[1] : to[0] }],
        paging: pageToken ? {} : { nextPageToken: "second" },
      };
    });
    expect((await client.consents.recordsOf(many, signal)).records).toHaveLength(6);
    expect(client.requests.map(({ body }) => (body as { to: string[] }).to.length)).toEqual([
      100, 100, 100, 100, 30, 30,
    ]);
  });

  it("asks nothing for nobody", async () => {
    const client = createCannedClient(() => ({}));
    expect(await client.consents.recordsOf([], signal)).toEqual({ records: [], malformed: 0 });
    expect(client.requests).toEqual([]);
  });
});

describe("pages in a circle", () => {
  const circle = (length: number) => {
    let page = 0;
    return () => ({ records: [], paging: { nextPageToken: `page ${page++ % length}` } });
  };
  it.each([1, 2, 3])("of %d are left by every loop", async (length) => {
    const { recordsOf } = createCannedClient(circle(length)).consents;
    await expect(recordsOf([ADA], signal)).rejects.toMatchObject({ code: "malformed-answer" });
    const { history } = createCannedClient(circle(length)).consents;
    await expect(history(ADA, signal)).rejects.toMatchObject({ code: "malformed-answer" });
  });

  it.each(["search", "list"] as const)("of one are named by %s itself", async (way) => {
    const client = createCannedClient(circle(1));
    await expect(client.consents[way]({ pageToken: "page 0" }, signal)).rejects.toMatchObject({
      code: "malformed-answer",
    });
  });
});

describe("one page", () => {
  it.each([
    [{ records: [] }],
    [{ records: [], paging: null }],
    [{ records: [], paging: {} }],
    [{ records: [], paging: { nextPageToken: null } }],
    [{ records: [], paging: { perPage: "x", more: [] }, uri: 7 }],
  ])("is the last without a next token: %j", async (answer) => {
    const client = createCannedClient(() => answer);
    expect(await client.consents.search({}, signal)).toEqual({ records: [], malformed: 0 });
  });

  it.each([[{}], [[]], [{ records: {} }], [{ records: [], paging: 7 }], ["text"], [null]])(
    "that is none is named: %j",
    async (answer) => {
      const client = createCannedClient(() => Response.json(answer));
      await expect(client.consents.list({}, signal)).rejects.toMatchObject({
        code: "malformed-answer",
      });
    },
  );

  it("counts what cannot be understood and takes what is new for data", async () => {
    const client = createCannedClient(() => ({
      records: [
        { ...optOut, to: ADA, from: SUPPORT, optStatus: "Paused", source: "Oracle", extra: {} },
        { ...optOut, to: "4155550123", from: SUPPORT },
        { to: BEN, from: SUPPORT },
        null,
      ],
    }));
    expect(await client.consents.search({}, signal)).toEqual({
      records: [
        { to: ADA, from: SUPPORT, optStatus: "Paused", coverage: "PhoneNumber", source: "Oracle" },
      ],
      malformed: 3,
    });
  });
});

describe("the history of a recipient", () => {
  it("is read to its end", async () => {
    for (let i = 0; i < 3; i++) {
      emulator.keyword({ from: ADA, to: SUPPORT, text: i % 2 ? "START" : "STOP" });
    }
    const { entries, malformed } = await (await connected()).consents.history(ADA, signal);
    expect(malformed).toBe(0);
    expect(entries).toHaveLength(3);
  });

  it("counts what cannot be understood", async () => {
    const client = createCannedClient(() => ({
      records: [
        { to: ADA, from: "*", optStatus: "OptOut", source: 7, createdAt: "2026-01-01T00:00:00Z" },
        { to: ADA },
        "rubbish",
      ],
    }));
    expect(await client.consents.history(ADA, signal)).toEqual({
      entries: [{ from: null, to: ADA, optStatus: "OptOut", createdAt: "2026-01-01T00:00:00Z" }],
      malformed: 2,
    });
  });
});

describe("the effective consent of a pair", () => {
  it("comes with its records and the campaign's demand", async () => {
    emulator.setSwitches({ off: [] });
    emulator.store.put({ ...optOut, to: ADA, from: SUPPORT });
    const { consents } = await connected();
    expect(await consents.effective({ from: SUPPORT, to: ADA }, signal)).toMatchObject({
      records: [{ to: ADA, from: SUPPORT, optStatus: "OptOut" }],
      malformed: 0,
      optStatus: "OptOut",
      campaignType: "Conversational",
      optInRequired: false,
    });
  });

  it("is not found where the server lacks it", async () => {
    emulator.setSwitches({ off: ["effective-consent"] });
    const { consents } = await connected();
    await expect(consents.effective({ from: SUPPORT, to: ADA }, signal)).rejects.toMatchObject({
      code: "not-found",
    });
  });

  it("needs no settings and no conclusion", async () => {
    const client = createCannedClient(() => ({
      explicitConsents: [null],
      campaignSettings: "none",
    }));
    expect(await client.consents.effective({ from: SUPPORT, to: ADA }, signal)).toEqual({
      records: [],
      malformed: 1,
    });
  });
});
