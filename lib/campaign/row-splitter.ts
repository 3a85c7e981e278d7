import { Failure } from "../failure.ts";
import type { Units } from "./encoding.ts";

const QUOTE = 34;
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
}

/**
 * Splits a delimited text that arrives in pieces into rows, without copying or
 * changing a unit: rows put behind each other are the text again. Line ends may be
 * LF, CR LF, CR, or mixed.
 */
export class RowSplitter {
  private carried: Units | null = null;
  private line = 1;
  private readonly delimiter: number;

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
    throw new Failure("csv-quote-open", { detail: `line ${this.line}` });
  }

  /** Gives the place behind the last whole row. */
  private split(units: Units, onRow: (row: RowPlace) => void, last: boolean): number {
    const { delimiter } = this;
    const { length } = units;
    let start = 0;
    let cell = 0;
    let cells: number[] = [];
    let lines = 0;
    let i = 0;
    const end = (cellEnd: number, rowEnd: number): void => {
      cells.push(cell, cellEnd);
      onRow({ units, start, end: rowEnd, line: this.line, cells });
      this.line += lines + 1;
      lines = 0;
      cells = [];
      start = rowEnd;
      cell = rowEnd;
      i = rowEnd;
    };
    while (i < length) {
      const unit = units[i];
      if (unit === QUOTE && i === cell) {
        i = closing(units, i + 1);
        if (i < 0) break;
        // A quote that may be the first half of a doubled one.
        if (i === length - 1 && !last) break;
        for (let at = cell; at < i; at++) if (units[at] === LF) lines++;
        i++;
      } else if (unit === delimiter) {
        cells.push(cell, i);
        cell = ++i;
      } else if (unit === LF) end(i, i + 1);
      else if (unit === CR) {
        if (i === length - 1 && !last) break;
        end(i, units[i + 1] === LF ? i + 2 : i + 1);
      } else i++;
    }
    if (last && i >= length && start < length) end(length, length);
    return start;
  }
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
