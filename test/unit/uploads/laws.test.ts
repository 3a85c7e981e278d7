import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { UploadRow } from "../../../lib/campaign/upload/upload-row.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import { reportRows } from "../../../lib/uploads/report-rows.ts";
import { unsentRows } from "../../../lib/uploads/unsent-rows.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import {
  createUploadWorld,
  customer,
  rowsFor,
  SUPPORT,
  type UploadWorker,
} from "./upload-world.ts";

let emulator: Emulator;
let worker: UploadWorker;

beforeEach(async () => {
  emulator = await startEmulator();
  worker = await createUploadWorld(emulator).worker();
});
afterEach(() => emulator.close());

const OPT_IN: Partial<UploadRow> = { optStatus: "OptIn" };
const signed = { statement: "signed at the counter" };

async function begin(rows: readonly UploadRow[], options?: Parameters<UploadWorker["draft"]>[1]) {
  const id = await worker.draft(rows, options);
  await worker.desk.act(id, "start");
  return id;
}
const patches = () => emulator.log().filter(({ method }) => method === "PATCH");
const guards = async (to: E164): Promise<boolean> => (await worker.cache.optOuts([to])).has(to);
const unsent = async (): Promise<number> => unsentRows(await worker.desk.list());
const statusOf = async (id: number) =>
  (await worker.desk.list()).find((upload) => upload.id === id);

describe("a confirmed upload", () => {
  it("guards by its opt-outs before anything is sent", async () => {
    await begin(rowsFor(5));
    await worker.runner.guard();
    expect(patches()).toEqual([]);
    for (let index = 0; index < 5; index++) expect(await guards(customer(index))).toBe(true);
    expect(await guards(customer(5))).toBe(false);
  });

  it("does nothing and guards nobody while it is a draft", async () => {
    await worker.draft(rowsFor(2));
    await worker.runner.run();
    expect(patches()).toEqual([]);
    expect(await guards(customer(0))).toBe(false);
    expect(await worker.desk.list()).toEqual([]);
    await worker.desk.dropDrafts();
    expect(await worker.store.jobs()).toEqual([]);
  });

  it("sends the statement of consent as the note of opt-ins, beside a row's own", async () => {
    const rows = rowsFor(3, (index) => ({
      ...(index > 0 ? OPT_IN : {}),
      note: index === 1 ? "" : `row ${index}`,
      from: index === 2 ? null : SUPPORT,
    }));
    await begin(rows, { ...signed, rowsAChunk: 10 });
    await worker.runner.run();
    expect(patches().map(({ body }) => body)).toEqual([
      {
        records: [
          expect.objectContaining({ optStatus: "OptOut", notes: "row 0", coverage: "PhoneNumber" }),
          expect.objectContaining({ optStatus: "OptIn", notes: "signed at the counter" }),
          {
            to: customer(2),
            optStatus: "OptIn",
            source: "Api",
            coverage: "Account",
            notes: "row 2; signed at the counter",
          },
        ],
      },
    ]);
  });

  it("lifts an opt-out only when RingCentral has it, and not when the customer has opted out since", async () => {
    emulator.putRecords(
      [0, 1].map((index) => ({
        from: SUPPORT,
        to: customer(index),
        optStatus: "OptOut" as const,
        coverage: "PhoneNumber" as const,
        source: "Recipient",
        lastModifiedTime: "2026-01-01T00:00:00.000000000Z",
      })),
    );
    await worker.cache.learn(
      [0, 1].map((index) => ({
        from: SUPPORT,
        to: customer(index),
        optStatus: "OptOut",
        coverage: "PhoneNumber",
        lastModifiedTime: "2026-01-01T00:00:00.000000000Z",
      })),
    );
    const id = await begin(
      rowsFor(2, () => OPT_IN),
      signed,
    );
    expect(await guards(customer(0))).toBe(true);
    emulator.keyword({ from: customer(1), to: SUPPORT, text: "STOP" });
    await worker.runner.run();
    expect(await guards(customer(0))).toBe(false);
    expect(await guards(customer(1))).toBe(true);
    expect(emulator.store.of(customer(1)).map(({ optStatus }) => optStatus)).toEqual(["OptOut"]);
    expect(await statusOf(id)).toMatchObject({ done: 1, refused: 1, state: "finished" });
  });

  it("finds the row at fault when a request is refused as a whole", async () => {
    emulator.setSwitches({ maxBatch: 3 });
    const id = await begin(rowsFor(7), { rowsAChunk: 7 });
    await worker.runner.run();
    expect(await statusOf(id)).toMatchObject({ done: 7, refused: 0 });
  });
});

describe("a person", () => {
  it("pauses and goes on; a pause outlives the worker", async () => {
    const id = await begin(rowsFor(4));
    await worker.desk.act(id, "pause");
    await worker.runner.run();
    expect(patches()).toEqual([]);
    expect(await statusOf(id)).toMatchObject({ state: "paused", guarding: true });
    expect(await unsent()).toBe(4);
    await worker.desk.act(id, "resume");
    await worker.runner.run();
    expect(await statusOf(id)).toMatchObject({ state: "finished", done: 4 });
    expect(await unsent()).toBe(0);
  });

  it("cancels: what is not sent guards no longer, unless another upload holds it", async () => {
    const first = await begin(rowsFor(2));
    const second = await begin(rowsFor(1));
    await worker.desk.act(second, "pause");
    await worker.runner.guard();
    await worker.desk.act(first, "cancel");
    await worker.runner.run();
    expect(patches()).toEqual([]);
    expect(await guards(customer(0))).toBe(true);
    expect(await guards(customer(1))).toBe(false);
    expect(await statusOf(first)).toMatchObject({ state: "cancelled" });
    expect(await unsent()).toBe(1);
    expect(worker.finished).toEqual(["cancelled"]);
    await worker.desk.act(second, "cancel");
    await worker.runner.run();
    expect(await guards(customer(0))).toBe(false);
  });

  it("sends the refused again, and removes what is over", async () => {
    emulator.setSwitches({ refuseChangesOf: [customer(1)] });
    const id = await begin(rowsFor(3));
    await worker.runner.run();
    expect(await guards(customer(1))).toBe(true);
    expect(await unsent()).toBe(1);
    emulator.setSwitches({ refuseChangesOf: [] });
    await worker.desk.act(id, "retry");
    await worker.runner.run();
    expect(await unsent()).toBe(0);
    await worker.desk.act(id, "remove");
    await worker.runner.run();
    expect(await worker.desk.list()).toMatchObject([{ retryOf: id, done: 1, optOuts: 1 }]);
    expect(patches().at(-1)?.body).toMatchObject({ records: [{ to: customer(1) }] });
    expect(await guards(customer(1))).toBe(true);
    expect(await worker.store.job(id)).toBeNull();
  });

  it("who removes an upload gives its refused opt-outs up", async () => {
    emulator.setSwitches({ refuseChangesOf: [customer(0)] });
    const id = await begin(rowsFor(1));
    await worker.runner.run();
    expect(await guards(customer(0))).toBe(true);
    await worker.desk.act(id, "remove");
    await worker.runner.run();
    expect(await guards(customer(0))).toBe(false);
  });
});

describe("an upload waits", () => {
  it("for the same account to sign in again", async () => {
    const id = await begin(rowsFor(2));
    await worker.client.session.disconnect(new AbortController().signal);
    await worker.runner.run();
    expect(await statusOf(id)).toMatchObject({ state: "running", mine: false });
    emulator.setSwitches({ user: "1600001005" });
    await worker.client.connect();
    await worker.runner.run();
    expect(patches()).toEqual([]);
    await worker.client.session.disconnect(new AbortController().signal);
    emulator.setSwitches({ user: "1600001004" });
    // Signing in takes from a limit of its own.
    emulator.advance(120_000);
    worker.client.clock.advance(120_000);
    await worker.client.connect();
    await worker.runner.run();
    expect(await statusOf(id)).toMatchObject({ state: "finished", mine: true, done: 2 });
  });

  it("paused with the reason, when the role may not change consents", async () => {
    emulator.setSwitches({ missingPermissions: ["EditSmsConsents"] });
    const id = await begin(rowsFor(2));
    await worker.runner.run();
    expect(await statusOf(id)).toMatchObject({
      state: "paused",
      failure: { code: "user-permission-missing" },
      done: 0,
      refused: 0,
    });
    emulator.setSwitches({ missingPermissions: [] });
    await worker.desk.act(id, "resume");
    await worker.runner.run();
    const after = await statusOf(id);
    expect(after).toMatchObject({ state: "finished", done: 2 });
    expect(after).not.toHaveProperty("failure");
  });

  it("and says until when, while the server is away", async () => {
    emulator.setSwitches({ faults: [{ endpoint: "edit", status: 503, times: 3 }] });
    const id = await begin(rowsFor(1));
    await worker.runner.run();
    expect(worker.client.clock.sleeps.filter((ms) => ms >= 5000)).toEqual([5000, 10_000, 20_000]);
    expect(await statusOf(id)).toMatchObject({ state: "finished", done: 1 });
    expect(worker.alarms).toEqual([true, false]);
  });

  it("holds its opt-outs again when the cache was emptied", async () => {
    const id = await begin(rowsFor(3));
    await worker.desk.act(id, "pause");
    await worker.runner.guard();
    await worker.cache.clear();
    expect(await guards(customer(0))).toBe(false);
    await worker.runner.guardLost();
    await worker.runner.guard();
    for (const index of [0, 1, 2]) expect(await guards(customer(index))).toBe(true);
  });
});

it("the audit log keeps what was asked for, on what ground, and the report every row", async () => {
  emulator.setSwitches({ refuseChangesOf: [customer(1)] });
  const id = await begin(
    rowsFor(3, (index) => (index === 2 ? OPT_IN : {})),
    signed,
  );
  await worker.store.putSkipped(id, 0, [{ line: 3, reason: "duplicate", cell: "x" }]);
  await worker.store.update(id, (job) => ({ ...job, skipped: 1, skippedChunks: 1 }));
  await worker.runner.run();
  expect(worker.traces).toEqual([
    {
      action: "bulk-change",
      source: "list.csv",
      after: "OptOut 2, OptIn 1, done 0, refused 0, skipped 0",
      note: "signed at the counter",
      result: "queued",
    },
  ]);
  const job = await worker.store.job(id);
  if (!job) throw new Error("no job");
  const report = [];
  for await (const row of reportRows(worker.store, job)) report.push(row);
  expect(report.map(({ line, result, reason }) => [line, result, reason])).toEqual([
    [2, "done", ""],
    [3, "refused", "CMN-102"],
    [3, "skipped", "duplicate"],
    [4, "done", ""],
  ]);
});

it("a damaged row on disk stops the upload by its name and is never sent", async () => {
  const id = await begin(rowsFor(2));
  await worker.store.putRows(id, 0, [{ line: 2, to: "+0" }] as unknown as UploadRow[]);
  const other = await begin(rowsFor(1, () => ({ to: customer(7) })));
  await worker.runner.run();
  expect(patches()).toHaveLength(1);
  expect(await statusOf(id)).toMatchObject({
    state: "paused",
    failure: { code: "storage-fault", detail: `upload ${id}, chunk 0` },
  });
  expect(await statusOf(other)).toMatchObject({ state: "finished", done: 1 });
});
