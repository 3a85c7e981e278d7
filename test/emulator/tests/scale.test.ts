import { afterEach, expect, it, vi } from "vitest";
import { customerAt, indexOfCustomer } from "../consents/generated.ts";
import { type Emulator, startEmulator } from "../emulator.ts";
import { CONSENTS, signedIn } from "./rest-client.ts";
import { turns } from "./until.ts";

const MILLION = 1_000_000;
let emulator: Emulator | undefined;
afterEach(async () => {
  await emulator?.close();
  emulator = undefined;
});

async function started(records: number): Promise<Emulator> {
  emulator = await startEmulator({ records });
  return emulator;
}

it("gives every generated record a customer of its own, found again by its number", () => {
  const seen = new Set<string>();
  for (let index = 0; index < 3 * MILLION; index += 371) {
    const customer = customerAt(index);
    expect(indexOfCustomer(customer)).toBe(index);
    seen.add(customer);
  }
  expect(seen.size).toBe(Math.ceil((3 * MILLION) / 371));
  for (const none of ["", "+14155550123", "+14153201000", "+442071838750", "+12115001000"]) {
    expect(indexOfCustomer(none)).toBe(-1);
  }
});

it("holds a million records in next to no memory", async () => {
  const before = process.memoryUsage().heapUsed;
  const emulator = await started(MILLION);
  expect(emulator.store.length).toBe(MILLION);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(20_000_000);
  const to = customerAt(MILLION - 1);
  const call = signedIn(emulator);
  const { body } = await call("POST", `${CONSENTS}/search`, { to: [to] });
  expect(body.records).toMatchObject([{ to }]);
  const last = await call("GET", `${CONSENTS}/history?perPage=1`);
  expect(last.body.records).toMatchObject([{ to }]);
});

it("makes the export only as fast as it is read, and stops when nobody reads on", async () => {
  const emulator = await started(MILLION);
  const rows = vi.spyOn(emulator.store, "at");
  const giveUp = new AbortController();
  const answer = await fetch(`${emulator.url}${CONSENTS}/export`, {
    headers: { Authorization: `Bearer ${emulator.signIn().access}` },
    signal: giveUp.signal,
  });
  await answer.body?.getReader().read();
  await turns(2000);
  const made = rows.mock.calls.length;
  expect(made).toBeLessThan(MILLION / 4);
  await turns(2000);
  expect(rows.mock.calls.length - made).toBeLessThan(10_000);
  giveUp.abort();
  await turns(200);
  const stopped = rows.mock.calls.length;
  await turns(500);
  expect(rows.mock.calls.length).toBe(stopped);
});

it("is not to be had beyond the numbers that there are", async () => {
  const emulator = await started(0);
  expect(() => emulator.store.generate(1e12)).toThrow(RangeError);
});
