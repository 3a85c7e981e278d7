import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../emulator.ts";
import { ADA, type Answer, BEN, CONSENTS, SALES, SUPPORT, signedIn } from "./rest-client.ts";

let emulator: Emulator;
let call: ReturnType<typeof signedIn>;
beforeEach(async () => {
  emulator = await startEmulator();
  call = signedIn(emulator);
  emulator.putRecords([
    { from: SUPPORT, to: ADA, optStatus: "OptOut", source: "Recipient", coverage: "PhoneNumber" },
    { from: SALES, to: ADA, optStatus: "OptIn", source: "Api", coverage: "PhoneNumber" },
    { to: ADA, optStatus: "OptOut", source: "Carrier", coverage: "Account", notes: "by phone" },
    {
      to: BEN,
      optStatus: "OptOut",
      source: "Upstream",
      coverage: "CampaignType",
      campaignType: "Promotional",
    },
    { from: SUPPORT, to: BEN, optStatus: "OptIn", source: "Api", coverage: "PhoneNumber" },
  ]);
});
afterEach(() => emulator.close());

const plus = (number: string) => encodeURIComponent(number);
/** `to optStatus coverage` of each record. */
const short = ({ body }: Answer): string[] =>
  body.records.map(
    (record: Record<string, string>) =>
      `${record.to === ADA ? "Ada" : "Ben"} ${record.optStatus} ${record.coverage}`,
  );

describe("records", () => {
  it("name a business number only where they are about one", async () => {
    const { body } = await call("POST", `${CONSENTS}/search`, {});
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6,9}Z$/);
    expect(body.records.slice(0, 4)).toEqual([
      {
        from: SUPPORT,
        to: ADA,
        optStatus: "OptOut",
        source: "Recipient",
        coverage: "PhoneNumber",
        lastModifiedTime: time,
      },
      {
        from: SALES,
        to: ADA,
        optStatus: "OptIn",
        source: "Api",
        coverage: "PhoneNumber",
        lastModifiedTime: time,
      },
      {
        to: ADA,
        optStatus: "OptOut",
        source: "Carrier",
        coverage: "Account",
        notes: "by phone",
        lastModifiedTime: time,
      },
      {
        to: BEN,
        optStatus: "OptOut",
        source: "Upstream",
        coverage: "CampaignType",
        campaignType: "Promotional",
        lastModifiedTime: time,
      },
    ]);
  });

  it("have times of six or nine fractional digits", async () => {
    emulator.store.generate(4);
    const { body } = await call("POST", `${CONSENTS}/search`, {});
    const digits = body.records.map(
      ({ lastModifiedTime }: { lastModifiedTime: string }) =>
        /\.(\d+)Z$/.exec(lastModifiedTime)?.[1]?.length,
    );
    expect(digits).toEqual([9, 6, 9, 6]);
  });

  it.each(["list", "search"])("can look as of old in the %s", async (way) => {
    emulator.setSwitches({ seedQuirks: true });
    const { body } =
      way === "list"
        ? await call("GET", `${CONSENTS}?coverage=Account`)
        : await call("POST", `${CONSENTS}/search`, { coverage: ["Account"] });
    expect(body.records).toMatchObject([{ from: "*", to: ADA, status: "OptOut" }]);
    expect(body.records[0]).not.toHaveProperty("optStatus");
  });
});

describe("the list", () => {
  it.each([
    ["", ["Ada OptOut PhoneNumber", "Ada OptOut Account", "Ben OptOut CampaignType"]],
    ["?optStatus=OptIn", ["Ada OptIn PhoneNumber", "Ben OptIn PhoneNumber"]],
    [
      `?optStatus=OptIn&optStatus=OptOut&to=${plus(BEN)}`,
      ["Ben OptOut CampaignType", "Ben OptIn PhoneNumber"],
    ],
    [`?from=${plus(SUPPORT)}&from=${plus(SALES)}`, ["Ada OptOut PhoneNumber"]],
    ["?coverage=Account&coverage=CampaignType", ["Ada OptOut Account", "Ben OptOut CampaignType"]],
    ["?campaignType=Promotional", ["Ben OptOut CampaignType"]],
    ["?campaignType=Conversational", []],
    [`?to=${plus(ADA)}&to=${plus(BEN)}&coverage=PhoneNumber`, ["Ada OptOut PhoneNumber"]],
  ])("gives for %j", async (query, expected) => {
    const answer = await call("GET", CONSENTS + query);
    expect(answer.status).toBe(200);
    expect(short(answer)).toEqual(expected);
  });

  it.each([
    ["to=+14155550123", "to"],
    ["from=+16505550101", "from"],
    [`to=${plus(`${ADA},${BEN}`)}`, "to"],
    ["to=4155550123", "to"],
    ["to=", "to"],
    ["optStatus=optout", "optStatus"],
    ["optStatus=OptOut,OptIn", "optStatus"],
    ["coverage=phoneNumber", "coverage"],
    ["campaignType=Marketing", "campaignType"],
    ["perPage=0", "perPage"],
    ["perPage=-1", "perPage"],
    ["perPage=ten", "perPage"],
    ["pageToken=rubbish", "pageToken"],
    [`pageToken=${btoa("F:999")}`, "pageToken"],
  ])("refuses ?%s", async (query, parameterName) => {
    const { status, body } = await call("GET", `${CONSENTS}?${query}`);
    expect(status).toBe(400);
    expect(body).toEqual({
      errorCode: "InvalidParameter",
      message: expect.any(String),
      parameterName,
      errors: [{ errorCode: "CMN-101", message: expect.any(String), parameterName }],
    });
  });
});

describe("the search", () => {
  it.each([
    [{}, 5],
    [{ optStatus: "OptOut" }, 3],
    [{ to: [ADA] }, 3],
    [{ to: [ADA, ADA] }, 3],
    [{ to: [ADA], from: [SUPPORT] }, 1],
    [{ coverage: ["CampaignType"], campaignType: ["Promotional"] }, 1],
    [{ to: ["+14155559999"] }, 0],
  ])("for %j gives %i records", async (body, count) => {
    expect((await call("POST", `${CONSENTS}/search`, body)).body.records).toHaveLength(count);
  });

  it("can give opt-outs only", async () => {
    emulator.setSwitches({ searchOptOutsOnly: true });
    expect((await call("POST", `${CONSENTS}/search`, {})).body.records).toHaveLength(3);
  });

  it.each([
    [{ optStatus: ["OptOut"] }, "optStatus"],
    [{ optStatus: null }, "optStatus"],
    [{ to: ADA }, "to"],
    [{ to: ["4155550123"] }, "to"],
    [{ from: "*" }, "from"],
    [{ coverage: "Account" }, "coverage"],
    [{ perPage: "20" }, "perPage"],
    [{ perPage: 0 }, "perPage"],
    [{ pageToken: 5 }, "pageToken"],
  ])("refuses %j", async (body, parameterName) => {
    const answer = await call("POST", `${CONSENTS}/search`, body);
    expect(answer.status).toBe(400);
    expect(answer.body.parameterName).toBe(parameterName);
  });

  it.each([
    ["{", { "Content-Type": "application/json" }, "CMN-103"],
    ["[]", { "Content-Type": "application/json" }, "CMN-103"],
    ["", { "Content-Type": "application/json" }, "CMN-103"],
    ["{}", { "Content-Type": "text/plain" }, "CMN-104"],
  ])("cannot read %j as %j", async (body, headers, errorCode) => {
    const answer = await call("POST", `${CONSENTS}/search`, body, headers);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].errorCode).toBe(errorCode);
  });
});

describe("the history", () => {
  it("gives every change, the newest first", async () => {
    for (const text of ["STOP", "START", "STOP"])
      emulator.keyword({ from: BEN, to: SUPPORT, text });
    const { body } = await call("GET", `${CONSENTS}/history?to=${plus(BEN)}`);
    expect(body.records.slice(0, 3)).toEqual(
      ["OptOut", "OptIn", "OptOut"].map((optStatus) => ({
        from: SUPPORT,
        to: BEN,
        optStatus,
        source: "Recipient",
        createdAt: expect.any(String),
      })),
    );
    const times = body.records.map(({ createdAt }: { createdAt: string }) => createdAt);
    expect(times).toEqual([...times].sort().reverse());
    expect((await call("GET", `${CONSENTS}/history`)).body.records).toHaveLength(8);
    expect((await call("GET", `${CONSENTS}/history?perPage=3`)).body.paging).toHaveProperty(
      "nextPageToken",
    );
  });

  it("refuses a number that is none", async () => {
    expect((await call("GET", `${CONSENTS}/history?to=+1415`)).status).toBe(400);
  });
});

describe("an endpoint that is off", () => {
  const READS = [
    ["list", "GET", CONSENTS],
    ["search", "POST", `${CONSENTS}/search`],
    ["history", "GET", `${CONSENTS}/history`],
    ["export", "GET", `${CONSENTS}/export`],
    [
      "effective-consent",
      "GET",
      `${CONSENTS}/effective-consent?from=${plus(SUPPORT)}&to=${plus(ADA)}`,
    ],
  ] as const;

  it.each(READS)("is not found: %s", async (name, method, path) => {
    const body = method === "POST" ? {} : undefined;
    emulator.setSwitches({ off: [] });
    expect((await call(method, path, body)).status).toBe(200);
    for (const offStatus of [404, 405] as const) {
      emulator.setSwitches({ off: [name], offStatus });
      const answer = await call(method, path, body);
      expect(answer.status).toBe(offStatus);
      expect(answer.body.errors[0].errorCode).toBe("CMN-120");
    }
  });

  it("is the effective consent, unless it is switched on", async () => {
    expect((await call(READS[4][1], READS[4][2])).status).toBe(404);
  });
});

it("refuseWhole lets recipients be asked for, and nothing be read as a whole", async () => {
  emulator.setSwitches({ refuseWhole: true });
  const whole = [
    await call("GET", `${CONSENTS}/export`),
    await call("POST", `${CONSENTS}/search`, { optStatus: "OptOut" }),
    await call("GET", `${CONSENTS}?from=${plus(SUPPORT)}`),
  ];
  expect(whole.map(({ status }) => status)).toEqual([403, 403, 403]);
  expect(whole[0]?.body.errors[0].errorCode).toBe("CMN-408");
  const asked = await call("POST", `${CONSENTS}/search`, { to: [ADA] });
  expect(asked.body.records).toHaveLength(3);
  expect((await call("GET", `${CONSENTS}?to=${plus(ADA)}`)).status).toBe(200);
});
