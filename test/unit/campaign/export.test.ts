import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  EXPORT_COLUMNS,
  type ExportFilter,
  type ExportRecord,
} from "../../../lib/campaign/export/export-record.ts";
import { createExportRows, type ExportShape } from "../../../lib/campaign/export/export-rows.ts";
import { createRowWriter } from "../../../lib/campaign/export/write-rows.ts";
import { openTable, rowsOf } from "../../../lib/campaign/table/open-table.ts";
import { csvRow, safeCell } from "../../../lib/campaign/write-csv.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import { formatNumber } from "../../../lib/phone/parse.ts";

const ADA = "+14155552671" as E164;
const SALES = "+16505550101" as E164;
const ANY: ExportFilter = {
  status: null,
  from: null,
  source: null,
  campaignType: null,
  firstDay: null,
  lastDay: null,
};
const record = (change: Partial<ExportRecord> = {}): ExportRecord => ({
  to: ADA,
  from: SALES,
  optedOut: true,
  source: "Recipient",
  coverage: "PhoneNumber",
  campaignType: "",
  since: "2026-03-04T05:06:07.000001Z",
  ...change,
});
const shape = (change: Partial<ExportShape> = {}): ExportShape => ({
  filter: ANY,
  preset: null,
  columns: EXPORT_COLUMNS,
  names: Object.fromEntries(
    EXPORT_COLUMNS.map((column) => [column, column]),
  ) as ExportShape["names"],
  ...change,
});
const rows = (change: Partial<ExportShape>, records: readonly ExportRecord[]) =>
  createExportRows(shape(change), (number) => number).of(records);

describe("a cell for a spreadsheet", () => {
  it.each([
    "=1+1",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    '"=1',
    "＝1",
    // Sums, to a spreadsheet.
    "+1-415-555-2671",
    "+14155552671 +14155552672",
    "+1",
  ])("%j is no formula", (text) => {
    expect(safeCell(text)).toBe(`'${text}`);
  });

  it("is no formula, whatever somebody wrote", () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom(..."=+-@\t\r\n\",;'|% ＝a1") }),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(text, (written) => {
        const cell = safeCell(written);
        if (/^\+[\d ]+$/.test(cell)) return;
        expect(cell).not.toMatch(/^[\s"]*[=+\-@|%＝＋－＠]/u);
      }),
    );
  });

  it.each(["+14155552671", "+44 20 7946 0018", "(415) 555-2671", "O'Hara", "", "a=b"])(
    "%j stays readable",
    (text) => {
      expect(safeCell(text)).toBe(text);
    },
  );
});

describe("a file of rows", () => {
  const cell = fc.string({
    unit: fc.constantFrom("a", "é", ",", ";", '"', "\n", "\r\n", " ", "=", "+", "1", "😀"),
    maxLength: 8,
  });
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), {
    minLength: 1,
    maxLength: 6,
  });

  it.each(["csv", "xlsx"] as const)("as %s is read as it was written", async (kind) => {
    await fc.assert(
      fc.asyncProperty(table, async (written) => {
        const pieces: Uint8Array<ArrayBuffer>[] = [];
        const writer = createRowWriter(kind, (bytes) => pieces.push(bytes.slice()));
        writer.row(["a", "b"]);
        for (const row of written) writer.row(row);
        writer.finish();
        const opened = await openTable(new Blob(pieces), "", { delimiter: ",", hasHeader: true });
        const read: (readonly string[])[] = [];
        for await (const batch of rowsOf(opened)) read.push(...batch.map(({ cells }) => cells));
        // The reader passes over rows of nothing.
        expect(read).toEqual(written.filter((row) => row.some((text) => text.trim() !== "")));
      }),
      { numRuns: kind === "csv" ? 200 : 40 },
    );
  });

  it("quotes a row of one empty cell, which would be none", () => {
    expect(csvRow([""])).toBe('""\r\n');
  });
});

describe("an export", () => {
  it("has the chosen columns in their order, a row for each record", () => {
    const given = [record(), record({ from: null, coverage: "Account", optedOut: false })];
    expect(rows({ columns: ["since", "recipient", "business-number", "status"] }, given)).toEqual([
      [ADA, SALES, "OptOut", "2026-03-04T05:06:07.000001Z"],
      [ADA, "*", "OptIn", "2026-03-04T05:06:07.000001Z"],
    ]);
  });

  it.each<[Partial<ExportFilter>, boolean]>([
    [{ status: "opted-out" }, true],
    [{ status: "opted-in" }, false],
    [{ from: SALES }, true],
    [{ from: ADA }, false],
    [{ source: "Recipient" }, true],
    [{ source: "Api" }, false],
    [{ campaignType: "Promotional" }, false],
    [{ firstDay: "2026-03-04", lastDay: "2026-03-04" }, true],
    [{ firstDay: "2026-03-05" }, false],
    [{ lastDay: "2026-03-03" }, false],
  ])("with %j passes a record or not", (filter, passes) => {
    expect(rows({ filter: { ...ANY, ...filter } }, [record()]).length).toBe(passes ? 1 : 0);
  });

  it("passes what holds for every business number whichever is asked for, and no unknown date", () => {
    expect(rows({ filter: { ...ANY, from: ADA } }, [record({ from: null })])).toHaveLength(1);
    expect(rows({ filter: { ...ANY, firstDay: "2020-01-01" } }, [record({ since: "" })])).toEqual(
      [],
    );
  });

  it.each([
    ["hubspot", "true"],
    ["salesforce", "TRUE"],
    ["zoho", "true"],
    ["dynamics", "Yes"],
    ["pipedrive", "Yes"],
  ])("for %s has one row a customer", (preset, yes) => {
    const given = [record({ optedOut: false }), record({ since: "2026-05-01T00:00:00Z" })];
    const made = createExportRows(shape({ preset }), (number) => formatNumber(number, "US"));
    expect(made.header).toHaveLength(3);
    expect(made.of(given)).toEqual([["(415) 555-2671", yes, "2026-05-01"]]);
  });

  it("lets no word of the server run in a spreadsheet", () => {
    expect(rows({ columns: ["source"] }, [record({ source: "=cmd()" })])).toEqual([["'=cmd()"]]);
  });
});
