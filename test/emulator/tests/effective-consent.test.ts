import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SmsConfiguration } from "../account/sms-configurations.ts";
import type { Consent } from "../consents/record.ts";
import { type Emulator, startEmulator } from "../emulator.ts";
import { ADA, CONSENTS, SALES, SUPPORT, signedIn } from "./rest-client.ts";

let emulator: Emulator;
let call: ReturnType<typeof signedIn>;
beforeEach(async () => {
  emulator = await startEmulator({ switches: { off: [] } });
  call = signedIn(emulator);
});
afterEach(() => emulator.close());

const path = (from: string, to: string) =>
  `${CONSENTS}/effective-consent?${new URLSearchParams({ from, to })}`;

type Row = [Consent["optStatus"], Consent["coverage"], string?];

const put = (...rows: Row[]) =>
  emulator.putRecords(
    rows.map(([optStatus, coverage, campaignType]) => ({
      to: ADA,
      optStatus,
      coverage,
      source: "Api",
      ...(coverage === "PhoneNumber" ? { from: SUPPORT } : {}),
      ...(campaignType ? { campaignType } : {}),
    })),
  );

it("shows the pair's records and the sender's campaign", async () => {
  put(["OptOut", "PhoneNumber"], ["OptIn", "Account"]);
  const { body } = await call("GET", path(SUPPORT, ADA));
  expect(body).toMatchObject({
    explicitConsents: [
      { from: SUPPORT, to: ADA, optStatus: "OptOut", coverage: "PhoneNumber" },
      { to: ADA, optStatus: "OptIn", coverage: "Account" },
    ],
    campaignSettings: { campaignType: "Conversational", optInRequired: false },
    optStatus: "OptOut",
  });
  const other = await call("GET", path(SALES, ADA));
  expect(other.body.explicitConsents).toHaveLength(1);
  expect(other.body.optStatus).toBe("OptIn");
});

it("has no campaign settings for a number in no campaign", async () => {
  emulator.setSmsConfiguration(SUPPORT, null);
  const { body } = await call("GET", path(SUPPORT, ADA));
  expect(body).toEqual({ explicitConsents: [], optStatus: "OptIn" });
});

describe("the state", () => {
  const cases: [string, Partial<SmsConfiguration> | null, Row[], "OptOut" | "OptIn"][] = [
    ["nothing said", {}, [], "OptIn"],
    [
      "an opt-out wins over an opt-in",
      {},
      [
        ["OptOut", "Account"],
        ["OptIn", "PhoneNumber"],
      ],
      "OptOut",
    ],
    [
      "a lower campaign covers",
      { campaignType: "Promotional" },
      [["OptOut", "CampaignType", "Informational"]],
      "OptOut",
    ],
    [
      "the same campaign covers",
      { campaignType: "Informational" },
      [["OptOut", "CampaignType", "Informational"]],
      "OptOut",
    ],
    [
      "a higher campaign does not",
      { campaignType: "Conversational" },
      [["OptOut", "CampaignType", "Promotional"]],
      "OptIn",
    ],
    ["an unknown campaign does not", {}, [["OptOut", "CampaignType", "Strange"]], "OptIn"],
    [
      "a sender in no campaign is not covered",
      null,
      [["OptOut", "CampaignType", "Conversational"]],
      "OptIn",
    ],
    ["an opt-in is missing", { optInRequired: true }, [], "OptOut"],
    ["an opt-in of the number", { optInRequired: true }, [["OptIn", "PhoneNumber"]], "OptIn"],
    ["an opt-in of the account", { optInRequired: true }, [["OptIn", "Account"]], "OptIn"],
    [
      "an opt-in of the same campaign",
      { optInRequired: true, campaignType: "Informational" },
      [["OptIn", "CampaignType", "Informational"]],
      "OptIn",
    ],
    [
      "a higher opt-in covers",
      { optInRequired: true },
      [["OptIn", "CampaignType", "Promotional"]],
      "OptIn",
    ],
    [
      "a lower opt-in does not",
      { optInRequired: true, campaignType: "Promotional" },
      [["OptIn", "CampaignType", "Informational"]],
      "OptOut",
    ],
    [
      "an unknown opt-in covers",
      { optInRequired: true },
      [["OptIn", "CampaignType", "Strange"]],
      "OptIn",
    ],
  ];
  it.each(cases)("%s", async (_, configuration, rows, expected) => {
    emulator.setSmsConfiguration(SUPPORT, configuration);
    put(...rows);
    expect((await call("GET", path(SUPPORT, ADA))).body.optStatus).toBe(expected);
  });
});

it.each([
  ["", "from"],
  [`?from=${encodeURIComponent(SUPPORT)}`, "to"],
  [`?from=+16505550101&to=${encodeURIComponent(ADA)}`, "from"],
  [
    `?from=${encodeURIComponent(SUPPORT)}&to=${encodeURIComponent(ADA)}&to=${encodeURIComponent(ADA)}`,
    "to",
  ],
])("wants one number for each: %j", async (query, parameterName) => {
  const { status, body } = await call("GET", `${CONSENTS}/effective-consent${query}`);
  expect(status).toBe(400);
  expect(body.parameterName).toBe(parameterName);
});
