import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BulkChange, planBulk } from "../../../lib/browse/plan-bulk.ts";
import { EVERYTHING } from "../../../lib/browse/record-query.ts";
import { RecordTable } from "../../../lib/browse/record-table.ts";
import type { UploadRow } from "../../../lib/campaign/upload/upload-row.ts";
import type { Decided } from "../../../lib/uploads/write-draft.ts";
import { columnsOf, type PlainRecord, record, SALES, SCOPES } from "./records.ts";

const signal = new AbortController().signal;

async function planned(records: readonly PlainRecord[], change: BulkChange) {
  const table = new RecordTable(columnsOf(records));
  table.find(EVERYTHING);
  const plan = await planBulk(table.chosen({ all: true, ids: [] }), change, signal);
  const parts: Decided[] = [];
  for await (const part of plan.decided()) parts.push(part);
  return {
    summary: plan.summary,
    rows: parts.flatMap(({ rows }) => rows),
    skipped: parts.flatMap(({ skipped }) => skipped),
  };
}

const pair = ({ to, from }: UploadRow): string => `${to} ${from ?? "*"}`;

describe("a change of many records", () => {
  it("sends each pair once, says what becomes of each record, and leaves no opt-out out that may be new", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { maxLength: 40 }),
        fc.constantFrom("OptOut" as const, "OptIn" as const),
        fc.boolean(),
        fc.boolean(),
        async (records, optStatus, everyNumber, fresh) => {
          const change = { optStatus, everyNumber, fresh };
          const { rows, skipped, summary } = await planned(records, change);
          expect(rows.length + skipped.length).toBe(records.length);
          expect(new Set(rows.map(pair)).size).toBe(rows.length);
          expect(summary.optOuts + summary.optIns).toBe(rows.length);
          expect(rows.every((row) => row.optStatus === optStatus)).toBe(true);
          expect(rows.every(({ from }) => !everyNumber || from === null)).toBe(true);
          if (!fresh) expect(skipped.some(({ reason }) => reason === "already-so")).toBe(false);
          if (optStatus === "OptIn") return;
          // Everybody who was chosen and is not known to be opted out is opted out by it.
          const sent = new Set<string>(rows.map(({ to }) => to));
          for (const { recipient, optedIn } of records) {
            if (optedIn || !fresh) expect(sent.has(`+${recipient}`)).toBe(true);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("leaves opt-ins out that would not lift an opt-out of one kind of campaign", async () => {
    const [sales, , , campaign] = SCOPES;
    if (!sales || !campaign) throw new Error("no scopes");
    const rest = { optedIn: false, source: "Api", seconds: 1 };
    const { rows, skipped, summary } = await planned(
      [
        { recipient: 12025550100, scope: campaign, ...rest },
        { recipient: 12025550101, scope: sales, ...rest },
        { recipient: 12025550102, scope: sales, ...rest, optedIn: true },
      ],
      { optStatus: "OptIn", everyNumber: false, fresh: true },
    );
    expect(rows).toEqual([
      { line: 2, to: "+12025550101", from: SALES, optStatus: "OptIn", note: "" },
    ]);
    expect(skipped.map(({ reason }) => reason)).toEqual(["campaign-only", "already-so"]);
    expect(summary.lifts).toBe(1);
  });
});
