import { Failure } from "../failure.ts";
import type { Units } from "./encoding.ts";

const QUOTE = 34;
const SPACE = 32;
const LF = 10;
const CR = 13;
/** No row of a contact list is this long: a quote was never closed. */
const MAX_ROW = 1_000_000;

/** One row, as places in `units`; valid only until the next row. */
export interface RowPlace {
  readonly units: Units;
  readonly start: number;
  /** Behind the row's line end. */
  readonly end: number;
  /** 1 for the file's first line; quoted line ends count. */
  readonly line: number;
  /** Where each cell begins and ends, quotes included: `[begin, end, begin, end, …]`. */
  readonly cells: readonly number[];
  /** A quoted cell holds a line end and goes on behind its closing quote: a quote is missing, and rows may hide in it. */
  readonly broken: boolean;
}

/**
 * Splits a delimited text that arrives in pieces into rows, without copying or
 * changing a unit: rows put behind each other are the text again. Line ends may be
 * LF, CR LF, CR, or mixed. One object serves all rows: a million of them are read in
 * a fraction of a second.
 */
export class RowSplitter {
  private carried: Units | null = null;
  private readonly delimiter: number;
  private readonly row = {
    units: new Uint8Array(0) as Units,
    start: 0,
    end: 0,
    line: 1,
    cells: [] as number[],
    broken: false,
  };

  constructor(delimiter: string) {
    this.delimiter = delimiter.charCodeAt(0);
  }

  /** @throws Failure `csv-quote-open` when a row does not end for a million units */
  push(piece: Units, onRow: (row: RowPlace) => void): void {
    const units = this.carried === null ? piece : joined(this.carried, piece);
    const rest = this.split(units, onRow, false);
    this.carried = rest < units.length ? units.slice(rest) : null;
    if (units.length - rest > MAX_ROW) this.refuse();
  }

  /** The last row when it has no line end. @throws Failure `csv-quote-open` when it ends within quotes */
  finish(onRow: (row: RowPlace) => void): void {
    const units = this.carried;
    this.carried = null;
    if (units === null) return;
    const rest = this.split(units, onRow, true);
    if (rest < units.length) this.refuse();
  }

  private refuse(): never {
    throw new Failure("csv-quote-open", { detail: `line ${this.row.line}` });
  }

  /** Gives the place behind the last whole row. */
  private split(units: Units, onRow: (row: RowPlace) => void, last: boolean): number {
    const { delimiter, row } = this;
    const { length } = units;
    const { cells } = row;
    row.units = units;
    let start = 0;
    let cell = 0;
    let lines = 0;
    cells.length = 0;
    row.broken = false;
    let i = 0;
    while (i < length || (last && start < length)) {
      const unit = i < length ? (units[i] as number) : LF;
      if (unit === QUOTE && i === cell) {
        const close = closing(units, i + 1);
        // A quote at the end may be the first half of a doubled one.
        if (close < 0 || (close === length - 1 && !last)) break;
        const before = lines;
        for (let at = units.indexOf(LF, i); at >= 0 && at < close; at = units.indexOf(LF, at + 1)) {
          lines++;
        }
        i = close + 1;
        if (lines > before && goesOn(units, i, delimiter)) row.broken = true;
      } else if (unit === delimiter) {
        cells.push(cell, i);
        cell = ++i;
      } else if (unit === LF || unit === CR) {
        if (unit === CR && i === length - 1 && !last) break;
        cells.push(cell, i);
        i = Math.min(length, unit === CR && units[i + 1] === LF ? i + 2 : i + 1);
        row.start = start;
        row.end = i;
        onRow(row);
        row.line += lines + 1;
        row.broken = false;
        lines = 0;
        cells.length = 0;
        start = i;
        cell = i;
      } else i++;
    }
    return start;
  }
}

/** Whether something other than blanks stands between a closing quote and its cell's end. */
function goesOn(units: Units, from: number, delimiter: number): boolean {
  for (let i = from; i < units.length; i++) {
    const unit = units[i];
    if (unit === delimiter || unit === LF || unit === CR) return false;
    if (unit !== SPACE) return true;
  }
  return false;
}

/** Place of the quote that closes the cell; -1 when it lies beyond. */
function closing(units: Units, from: number): number {
  for (let i = from; ; i++) {
    i = units.indexOf(QUOTE, i);
    if (i < 0) return -1;
    if (units[i + 1] !== QUOTE) return i;
    i++;
  }
}

function joined(a: Units, b: Units): Units {
  const both =
    a instanceof Uint16Array
      ? new Uint16Array(a.length + b.length)
      : new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** How many cells a row has. */
export const cellCount = ({ cells }: RowPlace): number => cells.length / 2;

/** A cell's text: without its quotes, doubled quotes made one. */
export function cellText(
  { units, cells }: RowPlace,
  index: number,
  read: (units: Units) => string,
): string {
  const begin = cells[index * 2];
  const end = cells[index * 2 + 1];
  if (begin === undefined || end === undefined) return "";
  const quoted = units[begin] === QUOTE && end - begin >= 2;
  const text = read(units.subarray(begin, end) as Units);
  if (!quoted) return text;
  const close = text.lastIndexOf('"');
  // What stands behind the closing quote is kept: sloppy writers leave blanks there.
  return (text.slice(1, close) + text.slice(close + 1)).replaceAll('""', '"');
}
