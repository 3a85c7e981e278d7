import { afterEach, beforeEach, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../emulator.ts";
import { ADA, ask, CONSENTS, SUPPORT } from "./rest-client.ts";
import { subscribe, type TestSocket } from "./socket-client.ts";

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const customer = (i: number) => `+1415555${String(1000 + i)}`;
const stopFrom = (from: string) => emulator.keyword({ from, to: SUPPORT, text: "STOP" });

/** The customers of all events that have come, by the time that a heartbeat is answered. */
async function told(socket: TestSocket): Promise<string[]> {
  socket.send({ type: "Heartbeat", messageId: "end" });
  const customers = [];
  for (;;) {
    const [meta, body] = await socket.next();
    if (meta.messageId === "end") return customers;
    customers.push(body.body.records[0].to);
  }
}

const patch = (record: object) =>
  ask(emulator, "PATCH", CONSENTS, { body: { records: [{ source: "Api", ...record }] } });

it("come for changes by the API, unless switched off", async () => {
  const { socket } = await subscribe(emulator);
  await patch({ from: SUPPORT, to: customer(1), optStatus: "OptOut" });
  emulator.setSwitches({ eventsForApi: false });
  await patch({ from: SUPPORT, to: customer(2), optStatus: "OptOut" });
  stopFrom(customer(3));
  expect(await told(socket)).toEqual([customer(1), customer(3)]);
});

it("do not come for refused changes", async () => {
  const { socket } = await subscribe(emulator);
  await patch({ from: SUPPORT, to: "12", optStatus: "OptOut" });
  expect(await told(socket)).toEqual([]);
});

it.each([
  [false, undefined],
  [true, "*"],
])("of the whole account name no business number (seedQuirks %s)", async (seedQuirks, from) => {
  emulator.setSwitches({ seedQuirks });
  const { socket } = await subscribe(emulator);
  await patch({ coverage: "Account", to: ADA, optStatus: "OptOut" });
  const [, body] = await socket.next();
  expect(body.body.records[0].from).toBe(from);
  expect(body.body.records[0]).not.toHaveProperty("coverage");
});

it("can be lost", async () => {
  const { socket } = await subscribe(emulator);
  emulator.setSwitches({ dropEvents: 2 });
  for (let i = 0; i < 4; i++) stopFrom(customer(i));
  expect(await told(socket)).toEqual([customer(2), customer(3)]);
});

it("can come twice, under one id", async () => {
  emulator.setSwitches({ doubleEvents: true });
  const { socket } = await subscribe(emulator);
  stopFrom(ADA);
  const [[, first], [, second]] = [await socket.next(), await socket.next()];
  expect(second).toEqual(first);
});

it("can come the other way round", async () => {
  emulator.setSwitches({ reorderEvents: true });
  const { socket } = await subscribe(emulator);
  for (let i = 0; i < 4; i++) stopFrom(customer(i));
  expect(await told(socket)).toEqual([customer(1), customer(0), customer(3), customer(2)]);
});

it("can come late", async () => {
  emulator.setSwitches({ eventDelayMs: 5000 });
  const { socket } = await subscribe(emulator);
  stopFrom(ADA);
  emulator.advance(4900);
  expect(await told(socket)).toEqual([]);
  emulator.advance(200);
  expect(await told(socket)).toEqual([ADA]);
});

it("come to every subscribed socket", async () => {
  const [first, second] = [await subscribe(emulator), await subscribe(emulator)];
  stopFrom(ADA);
  expect([await told(first.socket), await told(second.socket)]).toEqual([[ADA], [ADA]]);
});

it("can be any text", async () => {
  const { socket } = await subscribe(emulator);
  expect(emulator.sendText('[{"type":"Strange"},"--Boundary"]')).toBe(1);
  expect(await socket.next()).toEqual([{ type: "Strange" }, "--Boundary"]);
  emulator.closeSockets(1001);
  expect(emulator.sendText("[]")).toBe(0);
});
