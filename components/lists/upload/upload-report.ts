import { csvRow, safeCell } from "../../../lib/campaign/write-csv.ts";
import type { ReportRow } from "../../../lib/uploads/report-rows.ts";
import type { Texts } from "../../texts.tsx";
import { isSkipReason, REASONS } from "./reasons.ts";

const RESULTS = {
  done: "report_done",
  refused: "report_refused",
  skipped: "report_skipped",
  open: "report_open",
} as const;

const CHANGES = { OptOut: "upload_opt_out", OptIn: "upload_opt_in" } as const;

/** Lines put together before they become a part of the file. */
const LINES_A_PART = 5000;

/** The report of an upload as a CSV file, which spreadsheets read in the right encoding. */
export async function reportFile(
  rows: AsyncIterable<ReportRow>,
  { t }: Texts,
  refusal: (refused: { readonly errorCode: string; readonly message: string }) => string,
): Promise<Blob> {
  const header = csvRow([
    t("column_line"),
    t("role_recipient"),
    t("role_from"),
    t("column_change"),
    t("column_result"),
    t("column_reason"),
  ]);
  const parts: string[] = [`\ufeff${header}`];
  let lines: string[] = [];
  for await (const row of rows) {
    const { line, recipient, from, optStatus, result, reason, message } = row;
    const why =
      result === "refused"
        ? refusal({ errorCode: reason, message })
        : isSkipReason(reason)
          ? t(REASONS[reason])
          : "";
    lines.push(
      csvRow(
        [
          String(line),
          recipient,
          from === undefined ? "" : (from ?? t("every_business_number")),
          optStatus ? t(CHANGES[optStatus]) : "",
          t(RESULTS[result]),
          why,
        ].map(safeCell),
      ),
    );
    if (lines.length === LINES_A_PART) {
      parts.push(lines.join(""));
      lines = [];
    }
  }
  parts.push(lines.join(""));
  return new Blob(parts, { type: "text/csv" });
}
