const QUOTE = 34;
const COMMA = 44;
const LF = 10;
const CR = 13;

/** Far longer than any row: beyond it a quote was never closed, or this is no CSV. */
export const LONGEST_ROW = 1_000_000;

/** A row whose cells must be taken apart with care, and where the next one begins. */
interface QuotedRow {
  readonly cells: readonly string[];
  readonly next: number;
}

const text = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * One RFC 4180 row that begins at `start`; null when its end is not among these
 * bytes. `last`: there are no more, so that the end of the bytes ends the row.
 */
export function readQuotedRow(bytes: Uint8Array, start: number, last: boolean): QuotedRow | null {
  const cells: string[] = [];
  let cell = "";
  let at = start;
  for (;;) {
    if (bytes[at] === QUOTE) {
      for (at++; ; at++) {
        const end = bytes.indexOf(QUOTE, at);
        if (end < 0) return null;
        cell += text.decode(bytes.subarray(at, end));
        at = end + 1;
        if (bytes[at] !== QUOTE) break;
        cell += '"';
      }
    }
    const from = at;
    while (at < bytes.length && bytes[at] !== COMMA && bytes[at] !== LF) at++;
    if (at >= bytes.length && !last) return null;
    const to = bytes[at] !== COMMA && bytes[at - 1] === CR && at > from ? at - 1 : at;
    cells.push(cell + text.decode(bytes.subarray(from, to)));
    cell = "";
    at++;
    if (bytes[at - 1] !== COMMA) return { cells, next: at };
  }
}

/**
 * Rows from bytes that arrive in pieces; a piece may end anywhere, even within
 * quotes. A row without quotes is left as bytes, since most rows need no more.
 * Ours, because no library reads a stream at the speed of the stream itself.
 */
export class CsvRows {
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array();
  /** The row that `next` reached, without its line end. */
  start = 0;
  end = 0;
  /** Its cells when it holds quotes; null when a comma can only be the end of a cell. */
  cells: readonly string[] | null = null;
  private at = 0;
  private quoteAt = -1;

  push(piece: Uint8Array<ArrayBuffer>): void {
    const rest = this.bytes.subarray(this.at);
    this.bytes = rest.length === 0 ? piece : join(rest, piece);
    this.at = 0;
    this.quoteAt = -1;
  }

  /** False until more is pushed. */
  next(): boolean {
    const { bytes, at } = this;
    const lineEnd = bytes.indexOf(LF, at);
    if (this.quoteAt < at) this.quoteAt = bytes.indexOf(QUOTE, at);
    if (this.quoteAt < 0) this.quoteAt = bytes.length;
    if (this.quoteAt < lineEnd || (lineEnd < 0 && this.quoteAt < bytes.length)) {
      const row = readQuotedRow(bytes, at, false);
      if (!row) return false;
      this.cells = row.cells;
      this.at = row.next;
      return true;
    }
    if (lineEnd < 0) return false;
    this.cells = null;
    this.start = at;
    this.end = bytes[lineEnd - 1] === CR && lineEnd > at ? lineEnd - 1 : lineEnd;
    this.at = lineEnd + 1;
    return true;
  }

  /** Of a row without quotes. */
  plainCells(): readonly string[] {
    return text.decode(this.bytes.subarray(this.start, this.end)).split(",");
  }

  /** Bytes behind the last row that ended. */
  get rest(): Uint8Array {
    return this.bytes.subarray(this.at);
  }
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
