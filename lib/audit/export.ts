import { csvRow, safeCell } from "../campaign/write-csv.ts";
import type { E164 } from "../phone/e164.ts";
import { type AuditEntry, maskNumber } from "./entry.ts";

export type AuditFormat = "csv" | "json";

const COLUMNS = [
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
] as const;
type Row = Readonly<Record<(typeof COLUMNS)[number], string | number>>;

const LONG_NUMBER = /\+?\d[\d\s().-]{6,}\d/g;

/** Numbers that stand in a text, masked as those in the fields are. */
const maskText = (text: string): string =>
  text.replace(LONG_NUMBER, (number) => `${"•".repeat(3)}${number.replace(/\D/g, "").slice(-4)}`);

/** The entry without customers' numbers. Its hash no longer fits: it was taken over the true number. */
export function maskEntry(entry: AuditEntry): AuditEntry {
  const { to, note } = entry;
  return {
    ...entry,
    ...(to === undefined ? {} : { to: maskNumber(to) as E164 }),
    ...(note === undefined ? {} : { note: maskText(note) }),
  };
}

const rowOf = (entry: AuditEntry): Row => ({
  seq: entry.seq,
  time: new Date(entry.at).toISOString(),
  who: entry.actor ?? "",
  action: entry.action,
  customer: entry.to ?? "",
  businessNumber: entry.from === null ? "*" : (entry.from ?? ""),
  before: entry.before ?? "",
  after: entry.after ?? "",
  source: entry.source ?? "",
  note: entry.note ?? "",
  result: entry.result,
  previous: entry.previous,
  hash: entry.hash,
});

/** The log as a file: CSV that spreadsheets open without running anything in it, or JSON. */
export function writeAudit(entries: readonly AuditEntry[], format: AuditFormat): string {
  const rows = entries.map(rowOf);
  if (format === "json") return `${JSON.stringify(rows, null, 1)}\n`;
  const lines = rows.map((row) => csvRow(COLUMNS.map((column) => safeCell(String(row[column])))));
  // The mark tells spreadsheets that it is UTF-8.
  return `\ufeff${csvRow(COLUMNS)}${lines.join("")}`;
}
