import type { DetectedEncoding } from "../encoding.ts";
import type { Delimiter } from "../table-shape.ts";

/** How delimited text is written. */
export interface TextFormat extends DetectedEncoding {
  readonly kind: "text";
  readonly delimiter: Delimiter;
  readonly hasHeader: boolean;
}

export type TableFormat = TextFormat;

/** What a person may correct of what was found. */
export type FormatCorrections = Partial<Pick<TextFormat, "encoding" | "delimiter" | "hasHeader">>;

/** An opened list. Plain data: it can be posted to a worker, which reads the rows there. */
export interface Table {
  /** The file's name; empty for pasted text. */
  readonly name: string;
  readonly blob: Blob;
  readonly format: TableFormat;
  /** Names of the columns: the header's, or `1`, `2`, … */
  readonly columns: readonly string[];
  /** The first rows below the header, for the eye. */
  readonly sample: readonly (readonly string[])[];
}

export interface TableRow {
  /** Where the row begins; 1 for the file's first line. */
  readonly line: number;
  readonly cells: readonly string[];
}
