import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../emulator.ts";
import { ADA, SUPPORT } from "./rest-client.ts";
import { openSocket, subscribe } from "./socket-client.ts";

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const customer = (i: number) => `+1415555${String(1000 + i)}`;
const stopFrom = (from: string) => emulator.keyword({ from, to: SUPPORT, text: "STOP" });

describe("the end of a socket", () => {
  it.each([
    ["idle", "WSG-902", {}, 1800],
    ["idle", "WSG-902", { socketIdleSeconds: 5 }, 5],
    ["absolute", "WSG-903", { socketIdleSeconds: 1e6 }, 86_400],
    ["absolute", "WSG-903", { socketAbsoluteSeconds: 7 }, 7],
  ])("comes %s with %s: %j", async (_, errorCode, change, seconds) => {
    emulator.setSwitches(change);
    const { socket } = await openSocket(emulator);
    emulator.advance(seconds * 1000 - 100);
    expect(socket.waiting()).toBe(0);
    expect(emulator.sockets()).toHaveLength(1);
    emulator.advance(200);
    const [meta, body] = await socket.next();
    expect(meta.type).toBe("Error");
    expect(body.errorCode).toBe(errorCode);
    expect((await socket.closed).code).toBe(1001);
  });

  it("is put off by traffic", async () => {
    emulator.setSwitches({ socketIdleSeconds: 60 });
    const { socket } = await openSocket(emulator);
    for (let i = 0; i < 3; i++) {
      emulator.advance(45_000);
      socket.send({ type: "Heartbeat", messageId: `u${i}` });
      expect((await socket.next())[0].type).toBe("Heartbeat");
    }
    expect(emulator.sockets()).toHaveLength(1);
  });

  it("comes when a ping is not answered", async () => {
    emulator.setSwitches({ socketPingSeconds: 0.02, socketPongSeconds: 0.02 });
    const { socket } = await openSocket(emulator);
    socket.raw.pong = () => undefined;
    expect((await socket.closed).code).toBe(1006);
  });

  it.each([1001, 1011, 4000, 1006])("can be ordered with code %i", async (code) => {
    const { socket } = await openSocket(emulator);
    const [listed] = emulator.sockets();
    expect(emulator.closeSockets(code, "another")).toBe(0);
    expect(emulator.closeSockets(code, listed?.id)).toBe(1);
    expect((await socket.closed).code).toBe(code);
  });

  it("comes with the session's", async () => {
    const { socket } = await openSocket(emulator);
    emulator.revokeTokens();
    expect((await socket.closed).code).toBe(1008);
  });
});

describe("recovery", () => {
  const lose = async ({ socket }: Awaited<ReturnType<typeof subscribe>>) => {
    emulator.closeSockets(1006);
    await socket.closed;
    while (emulator.sockets().length > 0) await new Promise(setImmediate);
  };

  it("brings what was missed, in order, to the old subscription", async () => {
    const first = await subscribe(emulator);
    await lose(first);
    for (let i = 0; i < 3; i++) stopFrom(customer(i));
    const { socket, meta, details } = await openSocket(emulator, {
      token: first.token,
      wsc: first.meta.wsc.token,
    });
    expect(details.recoveryState).toBe("Successful");
    expect(details).not.toHaveProperty("recoveryErrorCode");
    expect(meta.wsc.sequence).toBeGreaterThan(first.meta.wsc.sequence);
    for (let i = 0; i < 3; i++) {
      const [, body] = await socket.next();
      expect(body.subscriptionId).toBe(first.subscription.id);
      expect(body.body.records[0].to).toBe(customer(i));
    }
    stopFrom(ADA);
    expect((await socket.next())[1].body.records[0].to).toBe(ADA);
  });

  it("brings what happens while the socket is closing", async () => {
    const first = await subscribe(emulator);
    emulator.closeSockets(1001);
    stopFrom(ADA);
    await first.socket.closed;
    const wsc = first.meta.wsc.token;
    const { socket } = await openSocket(emulator, { token: first.token, wsc });
    expect((await socket.next())[1].body.records[0].to).toBe(ADA);
  });

  it("works with the newest token too, and after a refresh of the session", async () => {
    const first = await subscribe(emulator);
    stopFrom(ADA);
    const [meta] = await first.socket.next();
    expect(meta.wsc.token).not.toBe(first.meta.wsc.token);
    await lose(first);
    const { details } = await openSocket(emulator, { token: first.token, wsc: meta.wsc.token });
    expect(details.recoveryState).toBe("Successful");
  });

  it.each([
    [100, {}],
    [3, { recoveryBuffer: 3 }],
  ])("keeps the newest %i of what was missed", async (most, change) => {
    emulator.setSwitches(change);
    const first = await subscribe(emulator);
    await lose(first);
    for (let i = 0; i < most + 20; i++) stopFrom(customer(i));
    const { socket, details } = await openSocket(emulator, {
      token: first.token,
      wsc: first.meta.wsc.token,
    });
    expect(details.recoveryBufferSize).toBe(most);
    for (let i = 20; i < most + 20; i++) {
      expect((await socket.next())[1].body.records[0].to).toBe(customer(i));
    }
    socket.send({ type: "Heartbeat", messageId: "after" });
    expect((await socket.next())[0].messageId).toBe("after");
  });

  it.each([
    ["is late", 180, {}],
    ["is late by its switch", 4, { socketRecoverySeconds: 4 }],
  ])("fails when it %s, and the events are lost", async (_, seconds, change) => {
    emulator.setSwitches(change);
    const first = await subscribe(emulator);
    await lose(first);
    stopFrom(ADA);
    emulator.advance(seconds * 1000);
    const { socket, details } = await openSocket(emulator, {
      token: first.token,
      wsc: first.meta.wsc.token,
    });
    expect(details).toMatchObject({
      recoveryState: "Failed",
      recoveryErrorCode: "WSG-1005",
      recoveryTimeout: seconds,
    });
    stopFrom(customer(1));
    socket.send({ type: "Heartbeat", messageId: "after" });
    expect((await socket.next())[0].messageId).toBe("after");
  });

  it("succeeds shortly before it is too late", async () => {
    const first = await subscribe(emulator);
    await lose(first);
    emulator.advance(179_000);
    const wsc = first.meta.wsc.token;
    const { details } = await openSocket(emulator, { token: first.token, wsc });
    expect(details.recoveryState).toBe("Successful");
  });

  it("fails without a subscription to recover", async () => {
    const token = emulator.signIn().access;
    const first = await openSocket(emulator, { token });
    emulator.closeSockets(1006);
    const { details } = await openSocket(emulator, { token, wsc: first.meta.wsc.token });
    expect(details).toMatchObject({ recoveryState: "Failed", recoveryErrorCode: "WSG-1005" });
  });

  it("fails for another session", async () => {
    const first = await subscribe(emulator);
    await lose(first);
    const { details } = await openSocket(emulator, { wsc: first.meta.wsc.token });
    expect(details).toMatchObject({ recoveryState: "Failed", recoveryErrorCode: "WSG-1003" });
  });

  it("is refused with a token that never was", async () => {
    const { socket, meta, details } = await openSocket(emulator, { wsc: "rubbish" });
    expect(meta.type).toBe("Error");
    expect(details.errorCode).toBe("WSG-400");
    await socket.closed;
  });

  it("takes over from a socket that is still open", async () => {
    const first = await subscribe(emulator);
    const { socket, details } = await openSocket(emulator, {
      token: first.token,
      wsc: first.meta.wsc.token,
    });
    expect(details.recoveryState).toBe("Successful");
    await first.socket.closed;
    stopFrom(ADA);
    expect((await socket.next())[1].body.records[0].to).toBe(ADA);
    expect(first.socket.waiting()).toBe(0);
  });
});
