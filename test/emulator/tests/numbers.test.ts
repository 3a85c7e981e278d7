import { afterEach, beforeEach, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../emulator.ts";
import { EXTENSION, SUPPORT, signedIn } from "./rest-client.ts";

let emulator: Emulator;
let call: ReturnType<typeof signedIn>;
beforeEach(async () => {
  emulator = await startEmulator();
  call = signedIn(emulator);
});
afterEach(() => emulator.close());

const USER = `${EXTENSION}/phone-number`;
const ACCOUNT = "/restapi/v1.0/account/~/phone-number";
const ACCOUNT_V2 = "/restapi/v2/accounts/~/phone-numbers";

it("of the user come with features and pages by number", async () => {
  const { headers, body } = await call("GET", USER);
  expect(headers.get("X-Rate-Limit-Group")).toBe("light");
  expect(body.records[0]).toEqual({
    id: 101,
    phoneNumber: SUPPORT,
    label: "Support",
    features: ["CallerId", "SmsSender", "MmsSender"],
    paymentType: "Local",
    primary: true,
    type: "VoiceFax",
    usageType: "MainCompanyNumber",
    status: "Normal",
    country: { id: "1", name: "United States" },
  });
  for (const { features, paymentType } of body.records) {
    expect(features.includes("SmsSender") && features.includes("A2PSmsSender")).toBe(false);
    if (paymentType === "TollFree") expect(features).not.toContain("MmsSender");
  }
  expect(body.paging).toEqual({
    page: 1,
    perPage: 100,
    pageStart: 0,
    pageEnd: 4,
    totalPages: 1,
    totalElements: 5,
  });
  expect(body.navigation).not.toHaveProperty("nextPage");
});

it.each([USER, ACCOUNT])("of %s are linked page by page", async (path) => {
  const ids = [];
  let uri: string | undefined = `${path}?perPage=2`;
  const pages = [];
  while (uri) {
    const { body } = await call("GET", uri);
    ids.push(...body.records.map(({ id }: { id: number }) => id));
    pages.push(body.navigation);
    uri = body.navigation.nextPage?.uri;
  }
  expect(ids).toEqual([101, 102, 103, 104, 105]);
  expect(pages).toHaveLength(3);
  expect(pages[0]).not.toHaveProperty("previousPage");
  expect(pages[2].previousPage.uri).toContain("page=2");
  expect(pages[0].lastPage.uri).toContain("page=3");
});

it("of the account come without features, in the Heavy group", async () => {
  for (const path of [ACCOUNT, ACCOUNT_V2]) {
    const { headers, body } = await call("GET", path);
    expect(headers.get("X-Rate-Limit-Group")).toBe("heavy");
    for (const record of body.records) expect(record).not.toHaveProperty("features");
  }
});

it("of the account in v2 have text ids, a toll type and no links", async () => {
  const { body } = await call("GET", `${ACCOUNT_V2}?perPage=2&page=2`);
  expect(body.records).toMatchObject([
    { id: "103", tollType: "Toll" },
    { id: "104", tollType: "TollFree" },
  ]);
  expect(body.paging).toMatchObject({ page: 2, totalPages: 3, totalElements: 5 });
  expect(body).not.toHaveProperty("navigation");
});

it.each(["page=0", "perPage=0", "perPage=x", "page=-1"])("refuse ?%s", async (query) => {
  expect((await call("GET", `${USER}?${query}`)).status).toBe(400);
});

it.each(["max", "5000"])("come at most 1000 a page: %s", async (perPage) => {
  expect((await call("GET", `${USER}?perPage=${perPage}`)).body.paging.perPage).toBe(1000);
});

it("have campaign settings, which a test may change", async () => {
  const path = `${USER}/101/sms-configuration`;
  const { headers, body } = await call("GET", path);
  expect(headers.get("X-Rate-Limit-Group")).toBe("light");
  expect(body).toMatchObject({
    phoneNumberId: "101",
    phoneNumber: SUPPORT,
    smsCampaignInfo: {
      status: "Confirmed",
      coverageType: "Conversational",
      consentSettings: {
        optInRequired: false,
        coverage: { optIn: "PhoneNumber", optOut: "PhoneNumber" },
        automaticConsentCollecting: { enabled: false },
      },
    },
    smsBrandInfo: { status: "Verified" },
  });
  emulator.setSmsConfiguration(SUPPORT, { optInRequired: true, status: "Failed" });
  emulator.setSmsConfiguration(SUPPORT, { campaignType: "Promotional", optOut: "Account" });
  expect((await call("GET", path)).body.smsCampaignInfo).toMatchObject({
    status: "Failed",
    coverageType: "Promotional",
    consentSettings: { optInRequired: true, coverage: { optOut: "Account" } },
  });
  emulator.setSmsConfiguration(SUPPORT, null);
  expect((await call("GET", path)).body).toEqual({ phoneNumberId: "101", phoneNumber: SUPPORT });
  emulator.reset();
  expect((await call("GET", path)).body).toEqual(body);
  expect((await call("GET", `${USER}/999/sms-configuration`)).status).toBe(404);
});

it("of nobody have no settings to change", () => {
  expect(() => emulator.setSmsConfiguration("+1", {})).toThrow(RangeError);
});
