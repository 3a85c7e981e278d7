import { csvRow, safeCell } from "../../../lib/campaign/write-csv.ts";
import type { ChartModel } from "./chart-model.ts";

/** The table of a chart as a file that a spreadsheet opens, and runs nothing of. */
export function chartCsv({ head, rows }: ChartModel): Blob {
  const lines = rows.map(({ key, values }) => csvRow([safeCell(key), ...values.map(String)]));
  // The mark tells spreadsheets that it is UTF-8.
  return new Blob(["\ufeff", csvRow(head.map(safeCell)), ...lines], { type: "text/csv" });
}
