import { expect, it } from "vitest";
import { createClock } from "../clock.ts";
import { startEmulator } from "../emulator.ts";
import { ask, EXTENSION } from "./rest-client.ts";

it("rings in order, each at its own time", () => {
  const clock = createClock(() => 1000);
  const rung: [string, number][] = [];
  const ring = (name: string) => () => rung.push([name, clock.now()]);
  clock.after(30, ring("late"));
  clock.after(10, ring("early"));
  clock.after(20, () => clock.after(5, ring("from within")));
  const cancel = clock.after(15, ring("called off"));
  cancel();
  clock.advance(9);
  expect(rung).toEqual([]);
  clock.advance(91);
  expect(rung).toEqual([
    ["early", 1010],
    ["from within", 1025],
    ["late", 1030],
  ]);
  expect(clock.now()).toBe(1100);
});

it("rings by itself as time goes by", async () => {
  const clock = createClock();
  await new Promise<void>((resolve) => clock.after(1, resolve));
});

it("never rings once it is stopped", () => {
  const clock = createClock(() => 0);
  clock.after(1, () => expect.unreachable());
  clock.stop();
  clock.advance(10);
});

it("may be a test's own", async () => {
  let now = Date.UTC(2026, 0, 1);
  const emulator = await startEmulator({ now: () => now });
  const { access } = emulator.signIn();
  now += 3_600_000;
  const { body } = await ask(emulator, "GET", EXTENSION, { token: access });
  expect(body.errorCode).toBe("TokenExpired");
  await emulator.close();
});
