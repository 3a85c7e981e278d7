import type { StoredConsent } from "./record.ts";
import type { Rows } from "./store.ts";

const NEW_HEADER =
  "External Party Number,Internal Party Number,Consent Status,Source,Coverage,Campaign Type,Notes,Last Modified Time";
const OLD_HEADER = "FROM,TO,STATUS,SOURCE";
const ROWS_A_PIECE = 1000;

const cell = (text = ""): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

const newRow = (record: StoredConsent): string =>
  [
    record.to,
    record.from,
    record.optStatus,
    record.source,
    record.coverage === "Account" ? "Company" : record.coverage,
    record.campaignType,
    record.notes,
    record.lastModifiedTime,
  ]
    .map(cell)
    .join(",");

const oldRow = ({ from = "*", to, optStatus, source }: StoredConsent): string =>
  [from, to, optStatus, source].map(cell).join(",");

/** RFC 4180, some rows at a time. */
export function* csvOf(records: Rows<StoredConsent>, old: boolean): Generator<string> {
  yield `${old ? OLD_HEADER : NEW_HEADER}\r\n`;
  const row = old ? oldRow : newRow;
  // What comes while the export runs is not in it.
  const { length } = records;
  for (let start = 0; start < length; start += ROWS_A_PIECE) {
    let piece = "";
    for (let at = start; at < Math.min(length, start + ROWS_A_PIECE); at++) {
      piece += `${row(records.at(at))}\r\n`;
    }
    yield piece;
  }
}
