import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { UploadRow } from "../../../lib/campaign/upload/upload-row.ts";
import { type ReportRow, reportRows } from "../../../lib/uploads/report-rows.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { createUploadWorld, customer, rowsFor, type UploadWorker } from "./upload-world.ts";

let emulator: Emulator;
/** How often RingCentral has taken a change of each customer. */
let taken = new Map<string, number>();

beforeAll(async () => {
  emulator = await startEmulator();
  emulator.store.onChange(({ to, optStatus }) => {
    const key = `${to} ${optStatus}`;
    taken.set(key, (taken.get(key) ?? 0) + 1);
  });
});
afterAll(() => emulator.close());

const REFUSED = [customer(1), customer(4)];
beforeEach(() => reset());
const reset = (): void => {
  emulator.reset();
  emulator.setSwitches({
    limits: { light: 100_000, medium: 1000, heavy: 1000, auth: 1000 },
    refuseChangesOf: REFUSED,
  });
  taken = new Map();
};

/** Runs workers, each dying after so many steps, and one that lives to the end. */
async function upload(rows: readonly UploadRow[], lives: readonly number[]) {
  reset();
  const world = createUploadWorld(emulator);
  const first = await world.worker();
  const id = await first.draft(rows, { statement: "signed at the counter" });
  await first.desk.act(id, "start");
  for (const steps of lives) {
    const mortal = await world.worker(steps);
    await Promise.race([mortal.runner.run(), mortal.life.end]);
  }
  const last = await world.worker();
  await last.runner.run();
  return { id, last };
}

async function reportOf({ store }: UploadWorker, id: number): Promise<readonly ReportRow[]> {
  const job = await store.job(id);
  const rows: ReportRow[] = [];
  if (job) for await (const row of reportRows(store, job)) rows.push(row);
  return rows;
}

async function expectExactlyOnce(
  rows: readonly UploadRow[],
  { id, last }: Awaited<ReturnType<typeof upload>>,
): Promise<void> {
  const wanted = rows.filter(({ to }) => !REFUSED.includes(to));
  expect(taken).toEqual(new Map(wanted.map(({ to, optStatus }) => [`${to} ${optStatus}`, 1])));
  const report = await reportOf(last, id);
  expect(report.map(({ line, recipient, result }) => [line, recipient, result])).toEqual(
    rows.map(({ line, to }) => [line, to, REFUSED.includes(to) ? "refused" : "done"]),
  );
  expect(await last.store.job(id)).toMatchObject({
    state: "finished",
    done: wanted.length,
    refused: rows.length - wanted.length,
  });
  const optOuts = await last.cache.optOuts(rows.map(({ to }) => to));
  // A refused opt-out still guards; an opt-in lifts what RingCentral says it lifts.
  expect([...optOuts.keys()].sort()).toEqual(
    rows.flatMap(({ to, optStatus }) => (optStatus === "OptOut" ? to : [])).sort(),
  );
}

const mixed = rowsFor(
  6,
  (index) =>
    ({
      optStatus: index % 3 === 2 ? "OptIn" : "OptOut",
      from: index === 3 ? null : "+16505550101",
    }) as Partial<UploadRow>,
);

describe("an upload", () => {
  it("interrupted at every step and resumed sends each row exactly once", async () => {
    const whole = await upload(mixed, []);
    await expectExactlyOnce(mixed, whole);
    const steps = whole.last.life.used;
    expect(steps).toBeGreaterThan(50);
    for (let limit = 0; limit < steps; limit++) {
      await expectExactlyOnce(mixed, await upload(mixed, [limit]));
    }
  });

  it("does so when it dies again and again, and answers are lost", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.boolean(), { minLength: 4, maxLength: 8 }),
        async (lives, optIns) => {
          const rows = rowsFor(optIns.length, (index) => ({
            optStatus: optIns[index] ? "OptIn" : "OptOut",
          }));
          await expectExactlyOnce(rows, await upload(rows, lives));
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each([
    ["answers that break off", { endpoint: "edit", times: 2, dropAfter: 3 }],
    [
      "a connection that breaks before anything is done",
      { endpoint: "edit", times: 2, dropAfter: 0 },
    ],
    ["errors of the server", { endpoint: "edit", times: 2, status: 503 }],
    ["answers that are rubbish", { endpoint: "edit", times: 2, garbleAfter: 0 }],
    ["look-ups that fail", { endpoint: "search", times: 2, status: 500 }],
  ] as const)("sends each row exactly once despite %s", async (_, fault) => {
    reset();
    const world = createUploadWorld(emulator);
    const worker = await world.worker();
    emulator.setSwitches({ faults: [fault] });
    const id = await worker.draft(mixed, { statement: "signed at the counter" });
    await worker.desk.act(id, "start");
    await worker.runner.run();
    await expectExactlyOnce(mixed, { id, last: worker });
  });
});
