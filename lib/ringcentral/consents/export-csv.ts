import { PairColumns, type PairDictionaries } from "../../consent/pair-columns.ts";
import { Failure } from "../../failure.ts";
import type { ColumnBatch } from "../types.ts";
import { CsvRows, LONGEST_ROW } from "./csv-rows.ts";
import { columnOf, type ExportHeader, readHeader } from "./export-header.ts";
import { ExportRows } from "./export-rows.ts";
import { truncated } from "./truncated.ts";

const FULL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/;
const SOURCES = /^(?:recipient|api|upstream|carrier)$/i;

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
  push(piece: Uint8Array): void {
    const { csv } = this;
    this.columns.length = 0;
    csv.push(piece);
    if (!this.rows && csv.next()) this.begin();
    while (this.rows) {
      this.rows.readOrdinary(csv);
      if (!csv.next()) break;
      this.rows.read(csv);
    }
    if (csv.rest > LONGEST_ROW) {
      throw new Failure("malformed-answer", { detail: "a row without an end" });
    }
  }

  /** @throws Failure `truncated-answer` when the end is not the end of a row */
  finish(): void {
    const { csv } = this;
    this.columns.length = 0;
    if (csv.rest > 0) {
      if (!csv.last()) throw truncated("within quotes");
      const cells = csv.texts();
      if (!endsComplete(this.rows ? this.header : readHeader(cells), cells)) {
        throw truncated("within a row");
      }
      if (this.rows) this.rows.read(csv);
      else this.begin();
    }
    if (!this.rows) throw new Failure("malformed-answer", { detail: "export without a header" });
  }

  /** What the last bytes brought; valid until the next are pushed. */
  batch(): ColumnBatch {
    const malformed = (this.rows?.malformed ?? 0) - this.reported;
    this.reported += malformed;
    return { columns: this.columns, malformed };
  }

  private begin(): void {
    this.header = readHeader(this.csv.texts());
    this.rows = new ExportRows(this.header, this.columns, this.dictionaries);
  }
}
