import type { StoredConsent } from "./consent-store.ts";

const NEW_HEADER =
  "External Party Number,Internal Party Number,Consent Status,Source,Coverage,Campaign Type,Notes,Last Modified Time";
const OLD_HEADER = "FROM,TO,STATUS,SOURCE";

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

/** The whole account, a thousand rows a piece. */
export function* csvExport(records: readonly StoredConsent[], old: boolean): Generator<string> {
  yield `${old ? OLD_HEADER : NEW_HEADER}\r\n`;
  for (let start = 0; start < records.length; start += 1000) {
    const rows = records.slice(start, start + 1000).map(old ? oldRow : newRow);
    yield `${rows.join("\r\n")}\r\n`;
  }
}
