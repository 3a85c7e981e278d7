import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../emulator.ts";
import { ACCOUNT_ID, EXTENSION_ID } from "../oauth/apps.ts";
import { ADA, ask, SUPPORT, signedIn } from "./rest-client.ts";
import { consentFilter, dial, openSocket, subscribe, wsToken } from "./socket-client.ts";

const SUBSCRIPTION = "/restapi/v1.0/subscription";
let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const stop = () => emulator.keyword({ from: ADA, to: SUPPORT, text: "STOP" });

describe("the token for a socket", () => {
  it("lives 30 seconds and is counted in the Auth group", async () => {
    const answer = await ask(emulator, "POST", "/restapi/oauth/wstoken");
    expect(answer.body).toEqual({
      uri: `${emulator.url.replace("http", "ws")}/ws`,
      ws_access_token: expect.any(String),
      expires_in: 30,
    });
    expect(answer.headers.get("X-Rate-Limit-Group")).toBe("auth");
  });

  it("is refused the sixth time in a minute", async () => {
    const call = signedIn(emulator);
    const statuses = [];
    for (let i = 0; i < 6; i++)
      statuses.push((await call("POST", "/restapi/oauth/wstoken")).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });

  it("needs the app's permission", async () => {
    emulator.setSwitches({ missingScopes: ["WebSocketsSubscription"] });
    const { status, body } = await ask(emulator, "POST", "/restapi/oauth/wstoken");
    expect(status).toBe(403);
    expect(body).toMatchObject({
      errorCode: "InsufficientPermissions",
      permissionName: "WebSocketsSubscription",
      errors: [{ errorCode: "CMN-401" }],
    });
  });

  it.each(["used", "expired", "unknown"])("opens nothing when it is %s", async (how) => {
    const { uri, ws_access_token } = await wsToken(emulator);
    const address = `${uri}?access_token=${how === "unknown" ? "x" : ws_access_token}`;
    if (how === "used") await dial(address).next();
    if (how === "expired") emulator.advance(30_000);
    const socket = dial(address);
    const [meta, body] = await socket.next();
    expect(meta).toMatchObject({ type: "Error", status: 401 });
    expect(body).toMatchObject({ errorCode: "WSG-401" });
    expect((await socket.closed).code).toBe(1008);
  });

  it("lives as long as the switch says", async () => {
    emulator.setSwitches({ wsTokenSeconds: 2 });
    expect((await wsToken(emulator)).expires_in).toBe(2);
  });
});

describe("a socket", () => {
  it("says first what it is", async () => {
    const { meta, details } = await openSocket(emulator);
    expect(meta).toEqual({
      type: "ConnectionDetails",
      messageId: expect.any(String),
      status: 200,
      wsc: { token: expect.any(String), sequence: 1 },
      headers: { RCRequestId: expect.any(String) },
    });
    expect(details).toEqual({
      creationTime: expect.stringMatching(/\.\d{3}\+0000$/),
      maxConnectionsPerSession: 50,
      recoveryBufferSize: 100,
      recoveryTimeout: 180,
      idleTimeout: 1800,
      absoluteTimeout: 86_400,
      maxActiveRequests: 10,
    });
  });

  it("takes nothing before that", async () => {
    emulator.setSwitches({ socketDetailsDelayMs: 60_000 });
    const { uri, ws_access_token } = await wsToken(emulator);
    const socket = dial(`${uri}?access_token=${ws_access_token}`);
    await new Promise((resolve) => socket.raw.on("open", resolve));
    socket.send({ type: "Heartbeat", messageId: "u1" });
    expect((await socket.next())[1]).toMatchObject({ errorCode: "WSG-400" });
    expect((await socket.closed).code).toBe(1008);
  });

  it("gives its details later when told to", async () => {
    emulator.setSwitches({ socketDetailsDelayMs: 60_000 });
    const { uri, ws_access_token } = await wsToken(emulator);
    const socket = dial(`${uri}?access_token=${ws_access_token}`);
    await new Promise((resolve) => socket.raw.on("open", resolve));
    expect(socket.waiting()).toBe(0);
    emulator.advance(60_000);
    expect((await socket.next())[0].type).toBe("ConnectionDetails");
  });

  it("echoes a heartbeat", async () => {
    const { socket } = await openSocket(emulator);
    socket.send({ type: "Heartbeat", messageId: "u7" });
    expect(await socket.next()).toEqual([{ type: "Heartbeat", messageId: "u7" }]);
  });

  it.each([
    "no json",
    "{}",
    "[]",
    '[{"type":"Heartbeat"}]',
    '[{"type":"Other","messageId":"u1"}]',
    '[{"type":"ClientRequest","messageId":"u1","method":"GET","path":"/_control/log"}]',
    '[{"type":"ClientRequest","messageId":"u1","method":"NO GOOD","path":"/restapi/"}]',
  ])("ends over a malformed frame: %s", async (text) => {
    const { socket } = await openSocket(emulator);
    socket.raw.send(text);
    const [meta, body] = await socket.next();
    expect(meta.type).toBe("Error");
    expect(body.errorCode).toBe("WSG-400");
    await socket.closed;
  });

  it("answers other requests as the HTTP API does", async () => {
    const { socket } = await openSocket(emulator);
    const [meta, body] = await socket.request("GET", "/restapi/v1.0/account/~/extension/~");
    expect(meta).toMatchObject({
      type: "ClientRequest",
      status: 200,
      headers: { "X-Rate-Limit-Group": "light" },
    });
    expect(body.name).toBe("Dana Agent");
    expect(emulator.log().at(-1)).toMatchObject({ via: "websocket", endpoint: "extension" });
  });

  it.each(["/elsewhere", "//"])("is not found at %s", async (path) => {
    const socket = dial(`${emulator.url.replace("http", "ws")}${path}`);
    const error = new Promise<Error>((resolve) => socket.raw.on("error", resolve));
    expect((await error).message).toContain("404");
  });
});

describe("a subscription", () => {
  it.each([SUBSCRIPTION, `${SUBSCRIPTION}/`])("is made by POST %s", async (path) => {
    const { socket } = await openSocket(emulator);
    const [meta, body] = await socket.request("POST", path, consentFilter);
    expect(meta).toMatchObject({
      type: "ClientRequest",
      messageId: "u1",
      status: 200,
      headers: {
        "WSG-SubscriptionId": body.id,
        "X-Rate-Limit-Group": "medium",
        "X-Rate-Limit-Limit": "40",
        "X-Rate-Limit-Remaining": "39",
        "X-Rate-Limit-Window": "60",
        RCRequestId: expect.any(String),
      },
    });
    expect(body).toEqual({
      uri: `${SUBSCRIPTION}/${body.id}`,
      id: expect.any(String),
      creationTime: expect.any(String),
      status: "Active",
      eventFilters: [`/restapi/v2/accounts/${ACCOUNT_ID}/sms/consents`],
      expirationTime: expect.any(String),
      expiresIn: 86_399,
      deliveryMode: { transportType: "WebSocket", encryption: false },
    });
  });

  it("brings the customer's own changes", async () => {
    const { socket, subscription } = await subscribe(emulator);
    stop();
    const [meta, body] = await socket.next();
    expect(meta).toMatchObject({
      type: "ServerNotification",
      messageId: body.uuid,
      status: 200,
      wsc: { sequence: 3 },
    });
    expect(body).toEqual({
      uuid: expect.any(String),
      event: `/restapi/v2/accounts/${ACCOUNT_ID}/sms/consents`,
      timestamp: expect.any(String),
      subscriptionId: subscription.id,
      ownerId: EXTENSION_ID,
      body: {
        records: [
          {
            from: SUPPORT,
            to: ADA,
            optStatus: "OptOut",
            source: "Recipient",
            lastModifiedTime: expect.stringMatching(/\.\d{9}Z$/),
          },
        ],
      },
    });
  });

  it("replaces the one before it", async () => {
    const { socket, subscription } = await subscribe(emulator);
    const [, second] = await socket.request("POST", SUBSCRIPTION, consentFilter);
    expect(second.id).not.toBe(subscription.id);
    stop();
    expect((await socket.next())[1].subscriptionId).toBe(second.id);
    const [gone] = await socket.request("PUT", `${SUBSCRIPTION}/${subscription.id}`, consentFilter);
    expect(gone.status).toBe(404);
    expect(socket.waiting()).toBe(0);
  });

  it("changes its filters by PUT", async () => {
    const { socket, subscription } = await subscribe(emulator);
    const [meta, body] = await socket.request("PUT", `${SUBSCRIPTION}/${subscription.id}`, {
      eventFilters: ["/restapi/v1.0/account/~/extension/~/presence"],
    });
    expect(meta.status).toBe(200);
    expect(body).toMatchObject({
      id: subscription.id,
      eventFilters: [`/restapi/v1.0/account/${ACCOUNT_ID}/extension/${EXTENSION_ID}/presence`],
    });
    stop();
    socket.send({ type: "Heartbeat", messageId: "after" });
    expect((await socket.next())[0].messageId).toBe("after");
  });

  it("ends by DELETE, without a body", async () => {
    const { socket, subscription } = await subscribe(emulator);
    const path = `${SUBSCRIPTION}/${subscription.id}`;
    const answer = await socket.request("DELETE", path);
    expect(answer).toHaveLength(1);
    expect(answer[0].status).toBe(204);
    const [again, body] = await socket.request("DELETE", path);
    expect(again.status).toBe(404);
    expect(body.errors[0].errorCode).toBe("SUB-507");
  });

  it.each([
    ["a filter of v1.0", ["/restapi/v1.0/accounts/~/sms/consents"], 400, "SUB-508"],
    ["another account's", ["/restapi/v2/accounts/1/sms/consents"], 403, "SUB-406"],
    ["no filter", [], 400, "CMN-101"],
    ["a filter that is no text", [7], 400, "SUB-508"],
  ])("is refused for %s", async (_, eventFilters, status, errorCode) => {
    const { socket } = await openSocket(emulator);
    const body = { ...consentFilter, eventFilters };
    const [meta, answer] = await socket.request("POST", SUBSCRIPTION, body);
    expect(meta.status).toBe(status);
    expect(answer.errors[0].errorCode).toBe(errorCode);
  });

  it("is refused for another way of delivery", async () => {
    const { socket } = await openSocket(emulator);
    const body = { ...consentFilter, deliveryMode: { transportType: "PubNub" } };
    const [meta, answer] = await socket.request("POST", SUBSCRIPTION, body);
    expect(meta.status).toBe(400);
    expect(answer.parameterName).toBe("deliveryMode.transportType");
  });

  it.each([
    ["a switch", { disabledFilters: [`/restapi/v2/accounts/${ACCOUNT_ID}/sms/consents`] }],
    ["the app's permissions", { missingScopes: ["SMS"] }],
  ] as const)("succeeds with its filter disabled by %s", async (_, change) => {
    emulator.setSwitches(change);
    const { socket, answer, subscription } = await subscribe(emulator);
    expect(answer.status).toBe(200);
    expect(subscription.eventFilters).toEqual([]);
    expect(subscription.disabledFilters).toEqual([
      {
        filter: `/restapi/v2/accounts/${ACCOUNT_ID}/sms/consents`,
        reason: expect.any(String),
        message: expect.any(String),
      },
    ]);
    stop();
    socket.send({ type: "Heartbeat", messageId: "after" });
    expect((await socket.next())[0].messageId).toBe("after");
  });

  it("is one of thirty at most", async () => {
    emulator.setSwitches({ limits: { light: 99, medium: 99, heavy: 99, auth: 99 } });
    const token = emulator.signIn().access;
    for (let i = 0; i < 30; i++) expect((await subscribe(emulator, token)).answer.status).toBe(200);
    const { answer, subscription } = await subscribe(emulator, token);
    expect(answer.status).toBe(403);
    expect(subscription.errors[0].errorCode).toBe("SUB-505");
  });

  it("cannot be made or changed over HTTP, only looked at", async () => {
    const { token, subscription } = await subscribe(emulator);
    const path = `${SUBSCRIPTION}/${subscription.id}`;
    const post = await ask(emulator, "POST", SUBSCRIPTION, { token, body: consentFilter });
    const put = await ask(emulator, "PUT", path, { token, body: consentFilter });
    expect([post.status, put.status]).toEqual([403, 403]);
    const all = await ask(emulator, "GET", SUBSCRIPTION, { token });
    expect(all.headers.get("X-Rate-Limit-Group")).toBe("light");
    expect(all.body.records).toMatchObject([{ id: subscription.id }]);
    expect((await ask(emulator, "GET", path, { token })).body.id).toBe(subscription.id);
    expect((await ask(emulator, "GET", `${SUBSCRIPTION}/none`, { token })).status).toBe(404);
  });
});
