import { Failure } from "../failure.ts";
import type { Units } from "./encoding.ts";
import { cellText, type RowPlace, RowSplitter } from "./row-splitter.ts";

export const DELIMITERS = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export interface TableShape {
  readonly delimiter: Delimiter;
  readonly hasHeader: boolean;
  /** Names of the columns: the header's, or `1`, `2`, … */
  readonly names: readonly string[];
  /** The first rows below the header, for the eye. */
  readonly sample: readonly (readonly string[])[];
}

const SAMPLE_ROWS = 20;

/** The first rows of a sample; a row that the sample cuts off is left out, unless it is the `whole` text. */
export function sampleRows(
  units: Units,
  delimiter: Delimiter,
  read: (units: Units) => string,
  whole = false,
): string[][] {
  const rows: string[][] = [];
  const take = (row: RowPlace): void => {
    if (rows.length <= SAMPLE_ROWS) {
      rows.push(
        Array.from({ length: row.cells.length / 2 }, (_, index) => cellText(row, index, read)),
      );
    }
  };
  const splitter = new RowSplitter(delimiter);
  try {
    splitter.push(units, take);
    if (whole) splitter.finish(take);
  } catch (error) {
    // A quote that never closes: whoever reads the table to its end refuses it.
    if (!(error instanceof Failure)) throw error;
  }
  return rows;
}

/** Rows of equal width beyond one cell speak for a delimiter. */
function fitness(rows: readonly (readonly string[])[]): number {
  const filled = rows.filter((row) => row.some((cell) => cell.trim() !== ""));
  const width = filled[0]?.length ?? 0;
  if (width < 2) return 0;
  const same = filled.filter((row) => row.length === width).length;
  // Prose puts a blank behind its commas, tables hardly ever.
  const prose = filled.filter((row) => row.slice(1).some((cell) => /^ \S/.test(cell))).length;
  return ((same - prose / 2) / filled.length) * 100 + Math.min(width, 50) / 100;
}

/** The delimiter under which the sample is most like a table; a comma when it has one column. */
export function detectDelimiter(
  units: Units,
  read: (units: Units) => string,
  whole = false,
): Delimiter {
  let best: Delimiter = ",";
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const fits = fitness(sampleRows(units, delimiter, read, whole));
    if (fits > most) {
      best = delimiter;
      most = fits;
    }
  }
  return best;
}

/** Whether the first row names the columns: it holds no number and no date, and the rows below do. */
function looksLikeHeader(rows: readonly (readonly string[])[]): boolean {
  const [first, ...rest] = rows;
  if (!first || rest.length === 0) return false;
  const hasDigits = (cell: string): boolean => /\d{3}/.test(cell);
  if (first.some(hasDigits)) return false;
  return rest.some((row) => row.some(hasDigits));
}

/** How a table is written, found from its first part; an admin may correct each of it. */
export function detectShape(
  units: Units,
  read: (units: Units) => string,
  given: {
    readonly delimiter?: Delimiter;
    readonly hasHeader?: boolean;
    /** The sample is all there is. */
    readonly whole?: boolean;
  } = {},
): TableShape {
  const delimiter = given.delimiter ?? detectDelimiter(units, read, given.whole);
  const rows = sampleRows(units, delimiter, read, given.whole);
  const hasHeader = given.hasHeader ?? looksLikeHeader(rows);
  const width = Math.max(0, ...rows.map((row) => row.length));
  const names = Array.from({ length: width }, (_, index) => {
    const name = hasHeader ? rows[0]?.[index]?.trim() : "";
    return name || String(index + 1);
  });
  return { delimiter, hasHeader, names, sample: hasHeader ? rows.slice(1) : rows };
}
