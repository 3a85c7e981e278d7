import Papa from "papaparse";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../emulator.ts";
import { ADA, CONSENTS, SUPPORT, signedIn } from "./rest-client.ts";

let emulator: Emulator;
let call: ReturnType<typeof signedIn>;
beforeEach(async () => {
  emulator = await startEmulator({ records: 2500 });
  call = signedIn(emulator);
});
afterEach(() => emulator.close());

const HEADER = [
  "External Party Number",
  "Internal Party Number",
  "Consent Status",
  "Source",
  "Coverage",
  "Campaign Type",
  "Notes",
  "Last Modified Time",
];

it("gives the whole account in eight columns", async () => {
  const { headers, body } = await call("GET", `${CONSENTS}/export`);
  expect(headers.get("Content-Type")).toMatch(/^text\/csv/);
  const { data, errors } = Papa.parse<string[]>(body, { skipEmptyLines: true });
  expect(errors).toEqual([]);
  expect(data[0]).toEqual(HEADER);
  const expected = emulator.store
    .records()
    .map((record) => [
      record.to,
      record.from ?? "",
      record.optStatus,
      record.source,
      record.coverage === "Account" ? "Company" : record.coverage,
      record.campaignType ?? "",
      record.notes ?? "",
      record.lastModifiedTime,
    ]);
  expect(data.slice(1)).toEqual(expected);
});

it("holds notes with commas, quotes and line breaks, and every coverage", async () => {
  const { body } = await call("GET", `${CONSENTS}/export`);
  expect(body).toContain('"said ""stop"", twice"');
  expect(body).toContain('"mail,\nsee letter"');
  for (const word of [",Company,", ",PhoneNumber,", ",CampaignType,Promotional,"]) {
    expect(body).toContain(word);
  }
  expect(body).not.toContain(",Account,");
});

it("can be the older one, of four columns in another order", async () => {
  emulator.setSwitches({ oldCsv: true });
  emulator.putRecords([
    { from: SUPPORT, to: ADA, optStatus: "OptOut", source: "Recipient", coverage: "PhoneNumber" },
    { to: ADA, optStatus: "OptOut", source: "Api", coverage: "Account" },
  ]);
  const { data } = Papa.parse<string[]>((await call("GET", `${CONSENTS}/export`)).body, {
    skipEmptyLines: true,
  });
  expect(data[0]).toEqual(["FROM", "TO", "STATUS", "SOURCE"]);
  expect(data).toHaveLength(2503);
  expect(data.slice(-2)).toEqual([
    [SUPPORT, ADA, "OptOut", "Recipient"],
    ["*", ADA, "OptOut", "Api"],
  ]);
});

it("is only a header for an empty account", async () => {
  const empty = await startEmulator();
  const { body } = await signedIn(empty)("GET", `${CONSENTS}/export`);
  expect(body).toBe(`${HEADER.join(",")}\r\n`);
  await empty.close();
});
