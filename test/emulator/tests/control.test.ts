import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../emulator.ts";
import { ADA, ask, BEN, CONSENTS, EXTENSION, SUPPORT, signedIn } from "./rest-client.ts";
import { openSocket, subscribe } from "./socket-client.ts";

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator({ records: 10, switches: { maxBatch: 7 } });
});
afterEach(() => emulator.close());

const control = async (method: string, path: string, body?: unknown) => {
  const answer = await fetch(`${emulator.url}/_control${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? null : JSON.parse(text) };
};

it("listens on loopback alone", () => {
  expect(new URL(emulator.url).hostname).toBe("127.0.0.1");
});

describe("the control API", () => {
  it("shows and flips switches", async () => {
    const { body } = await control("PATCH", "/switches", { oldCsv: true });
    expect(body).toMatchObject({ oldCsv: true, maxBatch: 7 });
    expect((await control("GET", "/switches")).body).toEqual(body);
    expect(emulator.switches().oldCsv).toBe(true);
  });

  it("names a mistake", async () => {
    const unknown = await control("PATCH", "/switches", { oldCSV: true });
    expect(unknown).toEqual({ status: 400, body: { message: "No such switch: oldCSV" } });
    expect((await control("POST", "/keyword", { from: ADA, to: "+1", text: "STOP" })).status).toBe(
      400,
    );
    const broken = await fetch(`${emulator.url}/_control/switches`, { method: "PATCH", body: "{" });
    expect(broken.status).toBe(400);
  });

  it("lets a customer reply", async () => {
    const message = { from: ADA, to: SUPPORT, text: "stop" };
    expect((await control("POST", "/keyword", message)).body).toEqual({ keyword: true });
    expect((await control("POST", "/keyword", { ...message, text: "hi" })).body).toEqual({
      keyword: false,
    });
    expect(emulator.store.of(ADA)).toHaveLength(1);
  });

  it("shows and clears the request log", async () => {
    const records = [{ from: SUPPORT, to: ADA, optStatus: "OptOut", source: "Api" }];
    const headers = { "X-User-Agent": "Test/1.0" };
    await ask(emulator, "PATCH", CONSENTS, { body: { records }, headers });
    await ask(emulator, "GET", `${CONSENTS}?perPage=0`);
    await ask(emulator, "GET", "/restapi/nowhere");
    const { body } = await control("GET", "/log");
    expect(body).toMatchObject([
      {
        method: "PATCH",
        path: CONSENTS,
        query: "",
        body: { records },
        text: JSON.stringify({ records }),
        userAgent: "Test/1.0",
        via: "http",
        endpoint: "edit",
        group: "light",
        status: 200,
      },
      { method: "GET", query: "?perPage=0", body: null, userAgent: null, status: 400 },
      { endpoint: null, group: null, status: 404 },
    ]);
    expect((await control("DELETE", "/log")).status).toBe(204);
    expect(emulator.log()).toEqual([]);
  });

  it("keeps no secret in the log", async () => {
    const { access, refresh } = emulator.signIn();
    await fetch(`${emulator.url}/restapi/oauth/token?x=${refresh}`, {
      method: "POST",
      body: new URLSearchParams({ refresh_token: refresh }),
    });
    await ask(emulator, "GET", EXTENSION, { token: access });
    const log = JSON.stringify(emulator.log());
    expect(log).not.toContain(access);
    expect(log).not.toContain(refresh);
  });

  it("puts records, silently or with events", async () => {
    const { socket } = await subscribe(emulator);
    const record = { to: ADA, optStatus: "OptOut", source: "Carrier", coverage: "Account" };
    const time = "2025-05-12T22:21:03.891149Z";
    await control("POST", "/records", { records: [{ ...record, lastModifiedTime: time }] });
    expect(emulator.store.of(ADA)).toEqual([{ ...record, lastModifiedTime: time }]);
    await control("POST", "/records", { records: [{ ...record, to: BEN }], events: true });
    expect((await socket.next())[1].body.records[0].to).toBe(BEN);
    expect(socket.waiting()).toBe(0);
    expect((await control("GET", "/records")).body).toHaveLength(12);
  });

  it("sets campaign settings", async () => {
    const path = `/sms-configuration/${encodeURIComponent(SUPPORT)}`;
    expect((await control("PUT", path, { optInRequired: true })).status).toBe(204);
    const look = async () =>
      (await ask(emulator, "GET", `${EXTENSION}/phone-number/101/sms-configuration`)).body;
    expect((await look()).smsCampaignInfo.consentSettings.optInRequired).toBe(true);
    await control("PUT", path, null);
    expect(await look()).not.toHaveProperty("smsCampaignInfo");
    expect((await control("PUT", "/sms-configuration/1", {})).status).toBe(400);
  });

  it("lists and closes sockets, and sends them any text", async () => {
    const { socket } = await subscribe(emulator);
    const { body } = await control("GET", "/sockets");
    expect(body).toEqual([
      {
        id: expect.any(String),
        openedAt: expect.any(Number),
        eventFilters: ["/restapi/v2/accounts/472231004/sms/consents"],
      },
    ]);
    await fetch(`${emulator.url}/_control/sockets/text`, { method: "POST", body: '["odd"]' });
    expect(await socket.next()).toEqual(["odd"]);
    const closed = await control("POST", "/sockets/close", { code: 4001, id: body[0].id });
    expect(closed.body).toEqual({ closed: 1 });
    expect((await socket.closed).code).toBe(4001);
  });

  it("closes all sockets when none is named", async () => {
    const sockets = [(await openSocket(emulator)).socket, (await openSocket(emulator)).socket];
    expect((await control("POST", "/sockets/close", {})).body).toEqual({ closed: 2 });
    for (const socket of sockets) expect((await socket.closed).code).toBe(1001);
  });

  it("signs in, moves the clock, expires and revokes", async () => {
    const use = async (token: string) => {
      const { status, body } = await ask(emulator, "GET", EXTENSION, { token });
      return status === 200 ? body.name : body.errors[0].errorCode;
    };
    const signIn = async (who: object = {}) =>
      (await control("POST", "/sign-in", who)).body.access as string;
    const first = await signIn({ userId: "1600001005" });
    expect(await use(first)).toBe("Sam Clerk");
    await control("POST", "/clock/advance", { ms: 3_600_000 });
    expect(await use(first)).toBe("OAU-128");
    const second = await signIn();
    await control("POST", "/expire-tokens");
    expect(await use(second)).toBe("OAU-128");
    const third = await signIn();
    await control("POST", "/revoke-tokens");
    expect(await use(third)).toBe("OAU-129");
  });

  it("signs in nobody unknown", async () => {
    expect((await control("POST", "/sign-in", { userId: "7" })).status).toBe(400);
  });

  it("resets all but sessions and sockets", async () => {
    const call = signedIn(emulator);
    await openSocket(emulator);
    emulator.keyword({ from: ADA, to: SUPPORT, text: "STOP" });
    emulator.setSwitches({ oldCsv: true });
    expect((await control("POST", "/reset")).status).toBe(204);
    expect(emulator.store.length).toBe(10);
    expect(emulator.switches()).toMatchObject({ oldCsv: false, maxBatch: 7 });
    expect(emulator.log()).toEqual([]);
    expect(emulator.sockets()).toHaveLength(1);
    expect((await call("GET", EXTENSION)).status).toBe(200);
  });
});
