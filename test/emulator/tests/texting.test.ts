import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../emulator.ts";
import { ADA, CONSENTS, EXTENSION, SUPPORT, signedIn, TOLL_FREE } from "./rest-client.ts";

let emulator: Emulator;
let call: ReturnType<typeof signedIn>;
beforeEach(async () => {
  emulator = await startEmulator();
  call = signedIn(emulator);
});
afterEach(() => emulator.close());

const reply = (text: string, to = SUPPORT) => emulator.keyword({ from: ADA, to, text });
const status = () => emulator.store.of(ADA).map(({ optStatus }) => optStatus);

describe("a customer's message", () => {
  it.each([
    ["STOP", "OptOut"],
    ["UNSUBSCRIBE", "OptOut"],
    ["QUIT", "OptOut"],
    ["CANCEL", "OptOut"],
    ["END", "OptOut"],
    [" stop\n", "OptOut"],
    ["Stop", "OptOut"],
    ["START", "OptIn"],
    ["SUBSCRIBE", "OptIn"],
    ["RESUME", "OptIn"],
    ["CONTINUE", "OptIn"],
    ["unstop ", "OptIn"],
  ])("%j is a keyword", (text, optStatus) => {
    expect(reply(text)).toBe(true);
    expect(emulator.store.of(ADA)).toEqual([
      {
        from: SUPPORT,
        to: ADA,
        optStatus,
        source: "Recipient",
        coverage: "PhoneNumber",
        lastModifiedTime: expect.any(String),
      },
    ]);
  });

  it.each(["", "please stop", "STOP!", "STOPALL", "REVOKE", "YES", "HELP"])(
    "%j is none",
    (text) => {
      expect(reply(text)).toBe(false);
      expect(status()).toEqual([]);
    },
  );

  it("can hold keywords of a test's own", () => {
    emulator.setSwitches({ moreStopWords: ["revoke"], moreStartWords: ["Yes"] });
    expect(reply("REVOKE")).toBe(true);
    expect(status()).toEqual(["OptOut"]);
    expect(reply("yes")).toBe(true);
    expect(status()).toEqual(["OptIn"]);
  });

  it.each([
    ["Account", { coverage: "Account" }],
    ["Promotional", { coverage: "CampaignType", campaignType: "Promotional" }],
    ["PhoneNumber", { coverage: "PhoneNumber", from: SUPPORT }],
  ] as const)("covers what the campaign says: %s", (optOut, scope) => {
    emulator.setSmsConfiguration(SUPPORT, { optOut });
    reply("STOP");
    expect(emulator.store.of(ADA)).toMatchObject([scope]);
  });

  it("goes to a number of the account", () => {
    expect(() => reply("STOP", "+16505559999")).toThrow(RangeError);
    expect(() => emulator.keyword({ from: "Ada", to: SUPPORT, text: "STOP" })).toThrow(RangeError);
  });
});

const send = (change: object = {}) =>
  call("POST", `${EXTENSION}/sms`, {
    from: { phoneNumber: SUPPORT },
    to: [{ phoneNumber: ADA }],
    text: "Hi",
    ...change,
  });

const outcome = async (from = SUPPORT): Promise<[string, string?]> => {
  const { body } = await send({ from: { phoneNumber: from } });
  const message = (await call("GET", `${EXTENSION}/message-store/${body.id}`)).body;
  return message.deliveryErrorCode
    ? [message.messageStatus, message.deliveryErrorCode]
    : [message.messageStatus];
};

describe("an agent's text", () => {
  it("is delivered", async () => {
    const { status: code, headers, body } = await send();
    expect([code, headers.get("X-Rate-Limit-Group")]).toEqual([200, "medium"]);
    expect(body).toMatchObject({
      id: expect.any(Number),
      direction: "Outbound",
      from: { phoneNumber: SUPPORT },
      to: [{ phoneNumber: ADA }],
      subject: "Hi",
      messageStatus: "Queued",
    });
    expect(await outcome()).toEqual(["Delivered"]);
  });

  it("to an opted-out customer is taken, and fails later", async () => {
    emulator.setSwitches({ deliverySeconds: 20 });
    reply("STOP");
    const { status: code, body } = await send();
    expect(code).toBe(200);
    const look = async () => (await call("GET", `${EXTENSION}/message-store/${body.id}`)).body;
    expect(await look()).toMatchObject({ messageStatus: "Queued" });
    emulator.advance(20_000);
    expect(await look()).toMatchObject({
      messageStatus: "SendingFailed",
      deliveryErrorCode: "SMS-RC-413",
    });
    reply("START");
    expect(await look()).toMatchObject({ messageStatus: "SendingFailed" });
    expect((await outcome())[0]).toBe("Queued");
  });

  it("is blocked by the account's opt-out, and by the campaign's where it covers", async () => {
    const record = { to: ADA, optStatus: "OptOut", source: "Api" } as const;
    emulator.putRecords([{ ...record, coverage: "CampaignType", campaignType: "Promotional" }]);
    expect(await outcome()).toEqual(["Delivered"]);
    emulator.setSmsConfiguration(SUPPORT, { campaignType: "Promotional" });
    expect(await outcome()).toEqual(["SendingFailed", "SMS-RC-413"]);
    emulator.setSmsConfiguration(SUPPORT, { campaignType: "Conversational" });
    emulator.putRecords([{ ...record, coverage: "Account" }]);
    expect(await outcome()).toEqual(["SendingFailed", "SMS-RC-413"]);
  });

  it.each([
    [{ from: undefined }, 400, "from"],
    [{ from: { phoneNumber: "+16505559999" } }, 400, "from"],
    [{ to: [] }, 400, "to"],
    [{ to: [{ phoneNumber: "4155550123" }] }, 400, "to"],
    [{ to: { phoneNumber: ADA } }, 400, "to"],
    [{ text: "" }, 400, "text"],
    [{ from: { phoneNumber: "+16505550105" } }, 403, undefined],
    [{ from: { phoneNumber: "+14695550103" } }, 403, undefined],
  ])("%j is refused", async (change, code, parameterName) => {
    const answer = await send(change);
    expect(answer.status).toBe(code);
    expect(answer.body.parameterName).toBe(parameterName);
  });

  it("that never was has no record", async () => {
    expect((await call("GET", `${EXTENSION}/message-store/77`)).status).toBe(404);
  });
});

it.each(["START", "UNSTOP"])(
  "a toll-free block outlasts the API's opt-in, until the customer's %s",
  async (word) => {
    expect(await outcome(TOLL_FREE)).toEqual(["Delivered"]);
    reply("STOP", TOLL_FREE);
    expect(await outcome(TOLL_FREE)).toEqual(["SendingFailed", "SMS-RC-413"]);
    const { body } = await call("PATCH", CONSENTS, {
      records: [{ from: TOLL_FREE, to: ADA, optStatus: "OptIn", source: "Api" }],
    });
    expect(body.failedRecords).toEqual([]);
    expect(status()).toEqual(["OptIn"]);
    expect(await outcome(TOLL_FREE)).toEqual(["SendingFailed", "SMS-UP-413"]);
    reply(word, TOLL_FREE);
    expect(await outcome(TOLL_FREE)).toEqual(["Delivered"]);
  },
);

it("another block is lifted by the API's opt-in", async () => {
  reply("STOP");
  await call("PATCH", CONSENTS, {
    records: [{ from: SUPPORT, to: ADA, optStatus: "OptIn", source: "Api" }],
  });
  expect(await outcome()).toEqual(["Delivered"]);
});
