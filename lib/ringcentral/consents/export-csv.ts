import { PairColumns, type PairDictionaries } from "../../consent/pair-columns.ts";
import { Failure } from "../../failure.ts";
import type { ColumnBatch } from "../types.ts";
import { CsvRows, LONGEST_ROW, readQuotedRow } from "./csv-rows.ts";
import { columnOf, type ExportHeader, readHeader } from "./export-header.ts";
import { ExportRows } from "./export-rows.ts";

const FULL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/;
const SOURCES = /^(?:recipient|api|upstream|carrier)$/i;

export const truncated = (detail: string, cause?: unknown): Failure =>
  new Failure("truncated-answer", { detail, cause });

/**
 * A last row without a line end may be the part of a row that was cut off: it is
 * believed only when its last cell can be seen to be whole.
 */
function endsComplete(header: ExportHeader, cells: readonly string[]): boolean {
  if (cells.length !== header.length) return false;
  const last = cells.at(-1)?.trim() ?? "";
  // The header itself, of an account without records.
  if (columnOf(last) !== undefined) return true;
  switch (header.at(-1)) {
    case "lastModifiedTime":
      return FULL_TIME.test(last);
    case "source":
      return SOURCES.test(last);
    default:
      return false;
  }
}

/** An export as columns, out of bytes that arrive in pieces. */
export class ExportCsv {
  private readonly csv = new CsvRows();
  private readonly columns = new PairColumns(1024);
  private readonly dictionaries: PairDictionaries;
  private header: ExportHeader = [];
  private rows: ExportRows | null = null;
  private reported = 0;

  constructor(dictionaries: PairDictionaries) {
    this.dictionaries = dictionaries;
  }

  /** @throws Failure `malformed-answer` when this is no export */
  push(piece: Uint8Array<ArrayBuffer>): void {
    const { csv } = this;
    this.columns.length = 0;
    csv.push(piece);
    if (!this.rows && csv.next()) this.begin(csv.cells ?? csv.plainCells());
    const { rows } = this;
    while (rows && csv.next()) {
      if (csv.cells) rows.readCells(csv.cells);
      else rows.readBytes(csv.bytes, csv.start, csv.end);
    }
    if (csv.rest.length > LONGEST_ROW) {
      throw new Failure("malformed-answer", { detail: "a row without an end" });
    }
  }

  /** @throws Failure `truncated-answer` when the end is not the end of a row */
  finish(): void {
    const { rest } = this.csv;
    this.columns.length = 0;
    if (rest.length > 0) {
      const cells = readQuotedRow(rest, 0, true)?.cells;
      if (!cells) throw truncated("within quotes");
      const header = this.rows ? this.header : readHeader(cells);
      if (!endsComplete(header, cells)) throw truncated("within a row");
      if (this.rows) this.rows.readCells(cells);
      else this.begin(cells);
    }
    if (!this.rows) throw new Failure("malformed-answer", { detail: "export without a header" });
  }

  /** What the last bytes brought; valid until the next are pushed. */
  batch(): ColumnBatch {
    const malformed = (this.rows?.malformed ?? 0) - this.reported;
    this.reported += malformed;
    return { columns: this.columns, malformed };
  }

  private begin(cells: readonly string[]): void {
    this.header = readHeader(cells);
    this.rows = new ExportRows(this.header, this.columns, this.dictionaries);
  }
}
