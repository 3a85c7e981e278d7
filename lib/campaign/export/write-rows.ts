import { createWorkbook } from "../workbook/write-workbook.ts";
import { csvRow } from "../write-csv.ts";

export type FileKind = "csv" | "xlsx";

export interface RowWriter {
  row(cells: readonly string[]): void;
  finish(): void;
}

/** Writes rows as comma-separated UTF-8 or as an Excel workbook of texts. */
export function createRowWriter(kind: FileKind, write: (bytes: Uint8Array) => void): RowWriter {
  if (kind === "xlsx") return createWorkbook(write);
  const encoder = new TextEncoder();
  return { row: (cells) => write(encoder.encode(csvRow(cells))), finish: () => undefined };
}
