import { afterEach, beforeEach, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../emulator.ts";
import { ADA, BEN, CONSENTS, SUPPORT, signedIn } from "./rest-client.ts";

let emulator: Emulator;
let call: ReturnType<typeof signedIn>;
beforeEach(async () => {
  emulator = await startEmulator();
  call = signedIn(emulator);
});
afterEach(() => emulator.close());

const optOut = { to: ADA, optStatus: "OptOut", source: "Api" };
const patch = (...records: object[]) => call("PATCH", CONSENTS, { records });

it.each([
  [{ from: SUPPORT }, { from: SUPPORT, coverage: "PhoneNumber" }],
  [
    { from: SUPPORT, coverage: "PhoneNumber" },
    { from: SUPPORT, coverage: "PhoneNumber" },
  ],
  [{ coverage: "Account" }, { coverage: "Account" }],
  [{ from: "*" }, { coverage: "Account" }],
  [{ from: "*", coverage: "PhoneNumber" }, { coverage: "Account" }],
  [{ from: "*", coverage: "Account" }, { coverage: "Account" }],
  [
    { coverage: "CampaignType", campaignType: "Promotional" },
    { coverage: "CampaignType", campaignType: "Promotional" },
  ],
  [
    { from: SUPPORT, notes: 'said "stop"' },
    { from: SUPPORT, coverage: "PhoneNumber", notes: 'said "stop"' },
  ],
])("%j is kept as %j", async (given, kept) => {
  const { status, body } = await patch({ ...optOut, ...given });
  expect(status).toBe(200);
  expect(body).toEqual({ failedRecords: [] });
  expect(emulator.store.of(ADA)).toEqual([
    { to: ADA, optStatus: "OptOut", source: "Api", lastModifiedTime: expect.any(String), ...kept },
  ]);
});

it.each([
  [{ from: SUPPORT, to: undefined }, "CMN-101", "to"],
  [{ from: SUPPORT, to: "4155550123" }, "CMN-101", "to"],
  [{ from: SUPPORT, optStatus: undefined }, "CMN-101", "optStatus"],
  [{ from: SUPPORT, optStatus: "optOut" }, "CMN-101", "optStatus"],
  [{ from: SUPPORT, source: undefined }, "CMN-101", "source"],
  [{ from: SUPPORT, source: "Recipient" }, "CMN-101", "source"],
  [{ from: SUPPORT, notes: 7 }, "CMN-101", "notes"],
  [{}, "CMN-101", "from"],
  [{ from: "+12" }, "CMN-101", "from"],
  [{ from: "+16505559999" }, "CMN-102", "from"],
  [{ from: SUPPORT, coverage: "phoneNumber" }, "CMN-101", "coverage"],
  [{ from: SUPPORT, coverage: "Company" }, "CMN-101", "coverage"],
  [{ from: SUPPORT, coverage: "Account" }, "CMN-101", "from"],
  [{ coverage: "CampaignType" }, "CMN-101", "campaignType"],
  [{ coverage: "CampaignType", campaignType: "Marketing" }, "CMN-101", "campaignType"],
  [{ coverage: "CampaignType", campaignType: "Promotional", from: SUPPORT }, "CMN-101", "from"],
  [{ from: SUPPORT, campaignType: "Promotional" }, "CMN-101", "campaignType"],
])("%j is refused, and the record before it done", async (given, errorCode, name) => {
  const bad = { ...optOut, ...given };
  const { status, body } = await patch({ ...optOut, to: BEN, from: SUPPORT }, bad);
  expect(status).toBe(200);
  expect(body.failedRecords).toEqual([
    {
      ...JSON.parse(JSON.stringify(bad)),
      error: { errorCode, message: expect.stringContaining(`[${name}]`) },
    },
  ]);
  expect(emulator.store.of(BEN)).toHaveLength(1);
  expect(emulator.store.of(ADA)).toHaveLength(0);
});

it.each([
  [{ to: ADA, from: SUPPORT, optStatus: "OptOut", source: "Api" }],
  [{ to: [ADA], from: [SUPPORT], optStatus: ["OptOut"] }],
  [{ records: [] }],
  [{ records: { ...optOut, from: SUPPORT } }],
  [{ records: [null] }],
  [{ records: ["x"] }],
])("the body %j is refused whole", async (body) => {
  const { status, body: answer } = await call("PATCH", CONSENTS, body);
  expect(status).toBe(400);
  expect(answer).toMatchObject({ parameterName: "records", errors: [{ errorCode: "CMN-101" }] });
  expect(emulator.store.length).toBe(0);
});

it.each([
  [100, {}],
  [2, { maxBatch: 2 }],
])("more than %i records are refused whole", async (most, change) => {
  emulator.setSwitches(change);
  const records = Array.from({ length: most + 1 }, () => ({ ...optOut, from: SUPPORT }));
  expect((await patch(...records.slice(1))).status).toBe(200);
  const { status, body } = await patch(...records);
  expect(status).toBe(400);
  expect(body.errors[0]).toMatchObject({
    errorCode: "CMN-106",
    message: `Batch request is limited to ${most} entries`,
  });
});

it("takes coverage in any case when told to", async () => {
  emulator.setSwitches({ lenientCoverage: true });
  await patch({ ...optOut, from: SUPPORT, coverage: "phoneNumber" });
  expect(emulator.store.of(ADA)).toMatchObject([{ coverage: "PhoneNumber" }]);
});

it("takes a business number with coverage Account when told to, and ignores it", async () => {
  emulator.setSwitches({ fromWithAccount: true });
  await patch({ ...optOut, from: SUPPORT, coverage: "Account" });
  expect(emulator.store.of(ADA)[0]).not.toHaveProperty("from");
});

it("refuses the customers that it is told to", async () => {
  emulator.setSwitches({ refuseChangesOf: [ADA] });
  const { body } = await patch({ ...optOut, from: SUPPORT }, { ...optOut, to: BEN, from: SUPPORT });
  expect(body.failedRecords).toMatchObject([{ to: ADA, error: { errorCode: "CMN-102" } }]);
  expect(emulator.store.of(BEN)).toHaveLength(1);
});

it("updates a record in its place, and adds one for another scope", async () => {
  await patch({ ...optOut, from: SUPPORT });
  await patch({ ...optOut, from: SUPPORT, optStatus: "OptIn" });
  expect(emulator.store.of(ADA)).toMatchObject([{ optStatus: "OptIn" }]);
  await patch({ ...optOut, coverage: "Account" });
  expect(emulator.store.of(ADA).map(({ coverage }) => coverage)).toEqual([
    "PhoneNumber",
    "Account",
  ]);
});

it("writes a history row for each change", async () => {
  await patch({ ...optOut, from: SUPPORT }, { ...optOut, from: SUPPORT, optStatus: "OptIn" });
  const { body } = await call("GET", `${CONSENTS}/history`);
  expect(body.records).toMatchObject([
    { to: ADA, from: SUPPORT, optStatus: "OptIn", source: "Api" },
    { to: ADA, from: SUPPORT, optStatus: "OptOut", source: "Api" },
  ]);
});

it("changes a generated record, wherever it is read", async () => {
  await emulator.close();
  emulator = await startEmulator({ records: 50 });
  call = signedIn(emulator);
  const old = emulator.store.at(0);
  const { from, to } = old;
  await patch({ from, to, optStatus: "OptIn", source: "Api" });
  expect(emulator.store.length).toBe(50);
  expect(emulator.store.of(to)).toMatchObject([{ from, to, optStatus: "OptIn", source: "Api" }]);
  const history = await call("GET", `${CONSENTS}/history?to=${encodeURIComponent(to)}`);
  expect(history.body.records).toMatchObject([{ optStatus: "OptIn" }, { optStatus: "OptOut" }]);
  const csv = (await call("GET", `${CONSENTS}/export`)).body as string;
  expect(csv.split("\r\n")[1]).toContain(`${to},${from},OptIn,Api`);
});
