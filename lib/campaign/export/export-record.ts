import type { E164 } from "../../phone/e164.ts";
import { safeCell } from "../write-csv.ts";

/** One consent of one recipient, as a file tells of it. */
export interface ExportRecord {
  readonly to: E164;
  /** null: every business number. */
  readonly from: E164 | null;
  readonly optedOut: boolean;
  readonly source: string;
  readonly coverage: string;
  readonly campaignType: string;
  /** RFC 3339; empty when it is not known. */
  readonly since: string;
}

/** Which records go into a file; what is null does not matter. */
export interface ExportFilter {
  readonly status: "opted-out" | "opted-in" | null;
  /** Records of this business number and those of every one. */
  readonly from: E164 | null;
  readonly source: string | null;
  readonly campaignType: string | null;
  /** ISO 8601 days in UTC, both included. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
}

export function passes(record: ExportRecord, filter: ExportFilter): boolean {
  const day = record.since.slice(0, 10);
  return (
    (filter.status === null || (filter.status === "opted-out") === record.optedOut) &&
    (filter.from === null || record.from === null || record.from === filter.from) &&
    (filter.source === null || record.source === filter.source) &&
    (filter.campaignType === null || record.campaignType === filter.campaignType) &&
    (filter.firstDay === null || (day !== "" && day >= filter.firstDay)) &&
    (filter.lastDay === null || (day !== "" && day <= filter.lastDay))
  );
}

export const EXPORT_COLUMNS = [
  "recipient",
  "business-number",
  "status",
  "source",
  "coverage",
  "campaign",
  "since",
] as const;
export type ExportColumn = (typeof EXPORT_COLUMNS)[number];

export type NumberFormat = (number: E164) => string;

/** A cell of a record; safe in a spreadsheet. Words are RingCentral's own, so that every reader knows them. */
export function exportCell(
  record: ExportRecord,
  column: ExportColumn,
  format: NumberFormat,
): string {
  switch (column) {
    case "recipient":
      return format(record.to);
    case "business-number":
      return record.from === null ? "*" : format(record.from);
    case "status":
      return record.optedOut ? "OptOut" : "OptIn";
    case "source":
      return safeCell(record.source);
    case "coverage":
      return safeCell(record.coverage);
    case "campaign":
      return safeCell(record.campaignType);
    case "since":
      return safeCell(record.since);
  }
}
