import { Failure } from "../../failure.ts";
import type { FormatCorrections, Table, TableRow } from "./table.ts";
import { openTextTable, textRows } from "./text-table.ts";

/** Beyond it no list of customers is: a backup or a film was chosen. */
const MAX_BYTES = 1_000_000_000;

/**
 * Opens a list and tells how it is written.
 * @throws Failure `list-empty`, `list-too-large`, `list-not-text`
 */
export async function openTable(
  blob: Blob,
  name: string,
  corrections: FormatCorrections = {},
): Promise<Table> {
  if (blob.size === 0) throw new Failure("list-empty");
  if (blob.size > MAX_BYTES) throw new Failure("list-too-large");
  return openTextTable(blob, name, corrections);
}

/**
 * The rows of a list in batches, so that a list of any length fits into memory.
 * @throws Failure `csv-quote-open`
 */
export const rowsOf = ({ blob, format }: Table): AsyncGenerator<readonly TableRow[]> =>
  textRows(blob, format);
