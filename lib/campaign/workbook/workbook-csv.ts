import { csvRow } from "../write-csv.ts";
import { readWorkbook } from "./read-workbook.ts";

const BATCH = 1 << 20;

/**
 * A workbook's first sheet as comma-separated UTF-8, so that everything reads one kind
 * of list; with the mark by which Excel knows UTF-8, should it come back.
 */
export async function workbookCsv(file: Blob, signal: AbortSignal): Promise<Blob> {
  const parts: Blob[] = [];
  let batch = "";
  const flush = (): void => {
    if (batch !== "") parts.push(new Blob([parts.length === 0 ? `\ufeff${batch}` : batch]));
    batch = "";
  };
  await readWorkbook(
    file,
    (cells) => {
      batch += csvRow(cells);
      if (batch.length > BATCH) flush();
    },
    signal,
  );
  flush();
  return new Blob(parts, { type: "text/csv" });
}
