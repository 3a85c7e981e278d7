import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { createTestClient } from "../../support/test-client.ts";

const signal = new AbortController().signal;
let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const connected = () => createTestClient(emulator);

describe("the account", () => {
  it("gives the numbers that can text", async () => {
    const client = connected();
    await client.connect();
    const senders = await client.account.senders(signal);
    expect(senders.map(({ label, tollFree }) => [label, tollFree])).toEqual([
      ["Support", false],
      ["Sales", false],
      ["Campaigns", false],
      ["Toll-free", true],
    ]);
  });
});
