import { readRecipient, type ThoroughReader } from "../read-recipient.ts";
import type { Columns } from "../table/columns.ts";
import type { TableRow } from "../table/table.ts";
import { readStatus } from "./status-words.ts";
import type { RowProblem, SkippedRow, UploadRow } from "./upload-row.ts";

export type UploadRole = "recipient" | "from" | "status" | "note";

/** How the rows of an upload are meant. */
export interface UploadMeaning {
  readonly columns: Columns<UploadRole>;
  /** Of every row, where no column holds it; null: every business number. */
  readonly from: UploadRow["from"];
  /** Of every row, where no column holds it. */
  readonly optStatus: UploadRow["optStatus"];
  /** What a yes says in the status column. */
  readonly yesMeans: UploadRow["optStatus"] | null;
  readonly country: string;
}

export type ReadRow =
  | { readonly ok: true; readonly row: UploadRow }
  | ({ readonly ok: false; readonly reason: RowProblem } & Omit<SkippedRow, "reason">);

/** With a statement of consent beside it, a note stays below a thousand characters. */
export const MAX_NOTE = 500;
/** Ways to write every business number; RingCentral's own export says Company. */
const ALL = /^(?:\*|all|every|any|company|account|todos?|tous|toutes)$/i;

const cellOf = (row: TableRow, column: number | null): string =>
  column === null ? "" : (row.cells[column]?.trim() ?? "");

/** What a row asks for. Never guesses: what is not clear is a problem with its name. */
export function readUploadRow(
  row: TableRow,
  { columns, country, ...meaning }: UploadMeaning,
  thorough: ThoroughReader,
): ReadRow {
  const refuse = (reason: RowProblem, cell: string): ReadRow => ({
    ok: false,
    line: row.line,
    reason,
    cell,
  });
  const cell = cellOf(row, columns.recipient);
  const recipient = readRecipient(cell, country, thorough);
  if (!recipient.ok) return refuse(recipient.problem, cell);

  let { from, optStatus } = meaning;
  if (columns.from !== null) {
    const sender = cellOf(row, columns.from);
    const read = ALL.test(sender) ? null : readRecipient(sender, country, thorough);
    if (read && !read.ok) return refuse("business-number-unclear", sender);
    from = read?.number ?? null;
  }
  if (columns.status !== null) {
    const word = cellOf(row, columns.status);
    const status = readStatus(word, meaning.yesMeans);
    if (status === null) return refuse("status-unclear", word);
    optStatus = status;
  }
  const note = cellOf(row, columns.note);
  if (note.length > MAX_NOTE) return refuse("note-too-long", note.slice(0, 40));
  return { ok: true, row: { line: row.line, to: recipient.number, from, optStatus, note } };
}
