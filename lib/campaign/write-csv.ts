import type { Delimiter } from "./table-shape.ts";

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
/** A phone number begins with a plus and is none: it stays as every CRM reads it. */
const PHONE = /^\+[\d\s().-]{6,25}$/;

/**
 * A text that no spreadsheet runs: an apostrophe in front makes it a text. Phone
 * numbers are left as they are.
 */
export const safeCell = (text: string): string =>
  FORMULA.test(text) && !PHONE.test(text) ? `'${text}` : text;

export function csvCell(text: string, delimiter: Delimiter = ","): string {
  const plain = !/["\r\n]/.test(text) && !text.includes(delimiter) && text.trim() === text;
  return plain ? text : `"${text.replaceAll('"', '""')}"`;
}

/** One row by RFC 4180, with its line end. A row of one empty cell is quoted, or it would be no row. */
export function csvRow(cells: readonly string[], delimiter: Delimiter = ","): string {
  const row = cells.map((cell) => csvCell(cell, delimiter)).join(delimiter);
  return `${row === "" ? '""' : row}\r\n`;
}
