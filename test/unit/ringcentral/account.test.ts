import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { createCannedClient } from "../../support/canned-client.ts";
import { createTestClient } from "../../support/test-client.ts";

const signal = new AbortController().signal;
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

const connected = async () => {
  const client = createTestClient(emulator);
  await client.connect();
  return client;
};

const number = (phoneNumber: unknown, more: object = {}) => ({
  id: 1,
  phoneNumber,
  features: ["SmsSender"],
  ...more,
});

describe("the numbers of the signed-in user", () => {
  it("are those that can text, with their ids", async () => {
    const senders = await (await connected()).account.senders(signal);
    expect(senders.map(({ label, tollFree }) => [label, tollFree])).toEqual([
      ["Support", false],
      ["Sales", false],
      ["Campaigns", false],
      ["Toll-free", true],
    ]);
    expect(new Set(senders.map(({ id }) => id)).size).toBe(4);
  });

  it("come in pages of either style", async () => {
    for (const style of ["navigation", "totalPages"]) {
      const client = createCannedClient(({ url }) => {
        const page = Number(url.searchParams.get("page"));
        return {
          records: [number(`+1650555010${page}`)],
          ...(style === "totalPages"
            ? { paging: { page, totalPages: 3 } }
            : { navigation: page < 3 ? { nextPage: { uri: "…" } } : {} }),
        };
      });
      expect(await client.account.senders(signal)).toHaveLength(3);
    }
  });

  it("end although the server never says so", async () => {
    const endless = createCannedClient(() => ({
      records: [number("+16505550101")],
      navigation: { nextPage: { uri: "…" } },
    }));
    expect(await endless.account.senders(signal)).toHaveLength(1);
    const empty = createCannedClient(() => ({
      records: [],
      navigation: { nextPage: { uri: "…" } },
    }));
    expect(await empty.account.senders(signal)).toEqual([]);
  });

  it("leave out and report what cannot be understood", async () => {
    const client = createCannedClient(() => ({
      records: [
        number("+16505550101", { label: 7, primary: "yes", features: ["A2PSmsSender", "New"] }),
        number("+16505550102", { features: ["CallerId"] }),
        number("+18005550104", { id: "abc", paymentType: "Local" }),
        number("12345"),
        number(null),
        "rubbish",
      ],
    }));
    expect(await client.account.senders(signal)).toEqual([
      {
        id: "1",
        phoneNumber: "+16505550101",
        features: ["A2PSmsSender", "New"],
        tollFree: false,
        primary: false,
      },
      {
        id: "abc",
        phoneNumber: "+18005550104",
        features: ["SmsSender"],
        tollFree: true,
        primary: false,
      },
    ]);
    expect(client.malformed).toEqual([["phone-number", 3]]);
  });
});

describe("the texting set-up of a number", () => {
  it("is read by the number's id", async () => {
    const client = await connected();
    const [{ id = "", phoneNumber } = { id: "", phoneNumber: "" }] =
      await client.account.senders(signal);
    expect(await client.account.senderConfiguration(id, signal)).toMatchObject({
      phoneNumber,
      campaign: { status: "Confirmed", optInRequired: false },
    });
    await expect(client.account.senderConfiguration("../1", signal)).rejects.toMatchObject({
      code: "not-found",
    });
  });

  const campaign = (info: unknown) => ({ phoneNumber: "+16505550101", smsCampaignInfo: info });
  it.each([
    [{}, { campaign: null }],
    [campaign(null), { phoneNumber: "+16505550101", campaign: null }],
    [
      campaign({
        id: "C1",
        status: "Confirmed",
        consentSettings: {
          optInRequired: true,
          coverage: { optIn: "Promotional", optOut: "Account" },
        },
      }),
      {
        phoneNumber: "+16505550101",
        campaign: {
          id: "C1",
          status: "Confirmed",
          campaignType: "Promotional",
          optInRequired: true,
          optInScope: "Promotional",
          optOutScope: "Account",
        },
      },
    ],
    [
      campaign({ id: 5, status: 9, useCases: [{}, "Informational"], consentSettings: "none" }),
      { phoneNumber: "+16505550101", campaign: { id: "5", campaignType: "Informational" } },
    ],
    [
      campaign({
        coverageType: "SomethingNew",
        consentSettings: { coverage: { optOut: "Later" } },
      }),
      { phoneNumber: "+16505550101", campaign: { optOutScope: "Later" } },
    ],
  ])("of %j", async (answer, configuration) => {
    const client = createCannedClient(() => answer);
    expect(await client.account.senderConfiguration("1", signal)).toEqual(configuration);
  });
});
