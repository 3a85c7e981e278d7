import fc from "fast-check";
import { parse } from "papaparse";
import { describe, expect, it } from "vitest";
import type { AuditEntry } from "../../../lib/audit/entry.ts";
import { maskEntry, writeAudit } from "../../../lib/audit/export.ts";
import type { E164 } from "../../../lib/phone/e164.ts";

const ADA = "+14155552671" as E164;
const entry: AuditEntry = {
  seq: 7,
  at: Date.UTC(2026, 10, 24, 9),
  action: "change",
  actor: "Dana Agent 101",
  to: ADA,
  from: null,
  before: "clear",
  after: "OptOut",
  source: "Api",
  note: "called from 415-555-2671",
  result: "done",
  previous: "aa",
  hash: "bb",
};

const rows = (csv: string): string[][] => parse<string[]>(csv.trim()).data;
/** What Excel, LibreOffice and Google Sheets take for a formula, full-width signs among them. */
const RUNS = /^\s*[=+\-@|%＝＋－＠]/u;

describe("the audit log as a file", () => {
  it("has every field as CSV", () => {
    expect(writeAudit([entry], "csv")).toMatch(/^\ufeffseq,/);
    expect(rows(writeAudit([entry], "csv"))).toEqual([
      [
        "seq",
        "time",
        "who",
        "action",
        "customer",
        "businessNumber",
        "before",
        "after",
        "source",
        "note",
        "result",
        "previous",
        "hash",
      ],
      [
        "7",
        "2026-11-24T09:00:00.000Z",
        "Dana Agent 101",
        "change",
        ADA,
        "*",
        "clear",
        "OptOut",
        "Api",
        "called from 415-555-2671",
        "done",
        "aa",
        "bb",
      ],
    ]);
  });

  it("has every field as JSON", () => {
    expect(JSON.parse(writeAudit([entry], "json"))).toMatchObject([
      { seq: 7, time: "2026-11-24T09:00:00.000Z", customer: ADA, businessNumber: "*", hash: "bb" },
    ]);
  });

  it.each([
    "=1+1",
    "+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    '"=1',
    "＝1",
  ])("leaves nothing for a spreadsheet to run in the note %j", (note) => {
    const cell = rows(writeAudit([{ ...entry, note }], "csv"))[1]?.[9];
    expect(cell).toBe(`'${note}`);
  });

  it("gives no spreadsheet a formula and no parser another row, whatever people wrote", () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom(..."=+-@\t\r\n\",;'|% ＝a1") }),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(text, text, text, (note, actor, source) => {
        const parsed = parse<string[]>(writeAudit([{ ...entry, note, actor, source }], "csv"), {
          delimiter: ",",
          newline: "\r\n",
        }).data;
        expect(parsed.length).toBe(3);
        for (const cell of parsed[1] ?? []) {
          if (!/^\+\d{7,15}$/.test(cell)) expect(cell).not.toMatch(RUNS);
        }
      }),
    );
  });

  it("holds no customer's number when masked, in no field", () => {
    for (const format of ["csv", "json"] as const) {
      const file = writeAudit([maskEntry(entry)], format);
      expect(file).toContain("+1415•••2671");
      expect(file).not.toMatch(/415.?555.?2671/);
    }
  });
});
