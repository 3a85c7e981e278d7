import { Failure } from "../../failure.ts";
import type { FormatCorrections, Table, TableRow } from "./table.ts";
import { openTextTable, textRows } from "./text-table.ts";

/** Beyond it no list of customers is: a backup or a film was chosen. */
const MAX_BYTES = 1_000_000_000;

const ZIP = [0x50, 0x4b, 3, 4];
/** What Excel wrote until 2003, and what it writes behind a password. */
const OLD_EXCEL = [0xd0, 0xcf, 0x11, 0xe0];

async function begins(blob: Blob, mark: readonly number[]): Promise<boolean> {
  const bytes = new Uint8Array(await blob.slice(0, mark.length).arrayBuffer());
  return mark.every((byte, at) => bytes[at] === byte);
}

/**
 * Opens a list and tells how it is written. A workbook becomes the text of its first
 * sheet.
 * @throws Failure `list-empty`, `list-too-large`, `list-not-text`, `workbook-broken`,
 *   `workbook-too-large`, `workbook-old`
 */
export async function openTable(
  blob: Blob,
  name: string,
  corrections: FormatCorrections = {},
): Promise<Table> {
  if (blob.size === 0) throw new Failure("list-empty");
  if (blob.size > MAX_BYTES) throw new Failure("list-too-large");
  if (await begins(blob, OLD_EXCEL)) throw new Failure("workbook-old");
  if (!(await begins(blob, ZIP))) return openTextTable(blob, name, corrections);
  // Its code comes only to who opens a workbook.
  const { workbookCsv } = await import("../workbook/workbook-csv.ts");
  const csv = await workbookCsv(blob, new AbortController().signal);
  if (csv.size === 0) throw new Failure("list-empty");
  return openTextTable(csv, name, { encoding: "utf-8", delimiter: ",", ...corrections });
}

/**
 * The rows of a list in batches, so that a list of any length fits into memory.
 * @throws Failure `csv-quote-open`
 */
export const rowsOf = ({ blob, format }: Table): AsyncGenerator<readonly TableRow[]> =>
  textRows(blob, format);
