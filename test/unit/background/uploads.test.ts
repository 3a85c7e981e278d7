import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { E164 } from "../../../lib/phone/e164.ts";
import { openUploadDatabase } from "../../../lib/uploads/upload-database.ts";
import { createUploadStore } from "../../../lib/uploads/upload-store.ts";
import { writeDraft } from "../../../lib/uploads/write-draft.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { customer, rowsFor } from "../uploads/upload-world.ts";
import { type BackgroundUnderTest, startBackground } from "./background-under-test.ts";

let emulator: Emulator;
let background: BackgroundUnderTest;

beforeEach(async () => {
  emulator = await startEmulator();
  background = startBackground(emulator);
  await background.wake();
});
afterEach(async () => {
  background.stop();
  await emulator.close();
});

/** What the page does. */
const draft = (count: number): Promise<number> => {
  const database = openUploadDatabase();
  return writeDraft(
    createUploadStore(() => database),
    { name: "list.csv", statement: "" },
    (async function* () {
      yield { rows: rowsFor(count), skipped: [] };
    })(),
    new AbortController().signal,
  );
};

const finished = (): Promise<void> =>
  expect
    .poll(async () => (await background.send("uploads/list", {})).uploads[0]?.state, {
      timeout: 20_000,
    })
    .toBe("finished") as Promise<void>;

describe("uploads in the background", () => {
  it("go on in a new worker, and tell page and log", async () => {
    await background.connect();
    emulator.setSwitches({ faults: [{ endpoint: "edit", status: 503 }] });
    const id = await draft(120);
    const { uploads } = await background.send("uploads/act", { id, act: "start" });
    expect(uploads).toMatchObject([{ id, mine: true, state: "running", optOuts: 120 }]);
    await expect.poll(() => background.uploadAlarm).toBe(true);
    background.restart();
    emulator.setSwitches({ faults: [] });
    await background.wake();
    await finished();
    await expect.poll(() => background.uploadAlarm).toBe(false);
    expect(background.toOwnPages.some(({ push }) => push === "uploads-changed")).toBe(true);
    const { entries } = await background.send("audit/page", { limit: 10 });
    expect(
      entries
        .filter(({ action }) => action === "bulk-change")
        .map(({ source, result, actor, after }) => [source, result, actor, after]),
    ).toEqual([
      ["list.csv", "done", "Dana Agent 101", expect.stringContaining("done 120, refused 0")],
      ["list.csv", "queued", "Dana Agent 101", expect.stringContaining("OptOut 120")],
    ]);
  });

  it("guard again after a sign-out, and go on when the same person signs in", async () => {
    await background.connect();
    emulator.setSwitches({ faults: [{ endpoint: "edit", status: 503 }] });
    const id = await draft(3);
    await background.send("uploads/act", { id, act: "start" });
    const kind = async (): Promise<string | undefined> =>
      (await background.send("consent/check", { recipient: customer(0) as E164, live: false }))
        .overall.kind;
    await expect.poll(kind).toBe("partly-opted-out");
    await background.send("session/disconnect", {});
    expect((await background.send("uploads/list", {})).uploads).toMatchObject([{ mine: false }]);
    emulator.setSwitches({ faults: [] });
    await background.connect();
    await finished();
    expect(await kind()).toBe("partly-opted-out");
  });

  it("are all forgotten with everything else", async () => {
    await background.connect();
    emulator.setSwitches({ faults: [{ endpoint: "edit", status: 503 }] });
    await background.send("uploads/act", { id: await draft(3), act: "start" });
    await background.send("data/forget", {});
    expect((await background.send("uploads/list", {})).uploads).toEqual([]);
  });
});

describe("what is known of a list", () => {
  it("comes from the cache while it is fresh, and from RingCentral when asked", async () => {
    const [to, from] = [customer(0), "+16505550101" as E164];
    const record = {
      from,
      to,
      optStatus: "OptOut",
      source: "Recipient",
      coverage: "PhoneNumber",
    } as const;
    emulator.putRecords([record]);
    const ask = (live: boolean) =>
      background.send("consent/known", { recipients: [to, customer(1)], live });
    expect(await ask(false)).toEqual({ known: [], fresh: false });
    await background.connect();
    const expected = { known: [{ to, from, optStatus: "OptOut" }], fresh: true };
    expect(await ask(false)).toEqual(expected);
    expect(await ask(true)).toEqual(expected);
    emulator.putRecords([{ ...record, optStatus: "OptIn" }]);
    expect((await ask(true)).known).toEqual([{ to, from, optStatus: "OptIn" }]);
  });

  it("does not count what this computer alone holds", async () => {
    await background.connect();
    emulator.setSwitches({ refuseChangesOf: [customer(0)] });
    await background.send("uploads/act", { id: await draft(1), act: "start" });
    await finished();
    expect(
      (await background.send("consent/known", { recipients: [customer(0)], live: false })).known,
    ).toEqual([]);
  });
});
