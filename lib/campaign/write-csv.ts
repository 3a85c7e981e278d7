import type { Delimiter } from "./table-shape.ts";

/**
 * What Excel, LibreOffice or Google Sheets would take for a formula: full-width signs
 * too, and a sign behind blanks or quotation marks, which some of them pass over.
 */
const FORMULA = /^[\s"]*[=+\-@|%＝＋－＠]|^[\t\r]/u;
/** A phone number begins with a plus and is none: it stays as every CRM reads it. With hyphens it would be a sum. */
const PHONE = /^\+\d[\d ]{5,23}\d$/;

/**
 * A text that no spreadsheet runs: an apostrophe in front makes it a text. Phone
 * numbers are left as they are. The one rule for every file that is written here.
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
