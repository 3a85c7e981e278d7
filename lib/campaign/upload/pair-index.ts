import { e164ToNumber } from "../../phone/e164.ts";
import type { UploadRow } from "./upload-row.ts";

/** By business number and status, the first line that names each recipient. Recipients are numbers: a million fit. */
type Lines = Map<string, Map<number, number>>;

const ALL = "*";
const keyOf = (from: UploadRow["from"], optStatus: UploadRow["optStatus"]): string =>
  `${from ?? ALL} ${optStatus}`;

/** What the rows of one list say of each pair, so that none is sent twice or against another. */
export class PairIndex {
  private readonly lines: Lines = new Map();

  add({ line, to, from, optStatus }: UploadRow): void {
    const key = keyOf(from, optStatus);
    let lines = this.lines.get(key);
    if (!lines) {
      lines = new Map();
      this.lines.set(key, lines);
    }
    const recipient = e164ToNumber(to);
    if (!lines.has(recipient)) lines.set(recipient, line);
  }

  private has(row: UploadRow, from: UploadRow["from"], optStatus: UploadRow["optStatus"]): boolean {
    return this.lines.get(keyOf(from, optStatus))?.has(e164ToNumber(row.to)) ?? false;
  }

  /** Why a row is left out, once every row was added: it repeats an earlier one, or an opt-out of the list covers it. */
  judge(row: UploadRow): "duplicate" | "contradiction" | null {
    const { from, optStatus, to, line } = row;
    // Of an opt-out and an opt-in in one list only the opt-out is safe to believe.
    if (optStatus === "OptIn" && (this.has(row, from, "OptOut") || this.has(row, null, "OptOut"))) {
      return "contradiction";
    }
    const first = this.lines.get(keyOf(from, optStatus))?.get(e164ToNumber(to));
    return first === line ? null : "duplicate";
  }
}
