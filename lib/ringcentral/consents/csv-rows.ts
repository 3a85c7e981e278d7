const QUOTE = 34;
const COMMA = 44;
const LF = 10;
const CR = 13;

/** Far longer than any row: beyond it a quote was never closed, or this is no CSV. */
export const LONGEST_ROW = 1_000_000;
/** Zero bytes behind the rows, so that a reader may look further than they go. */
export const PADDING = 256;
/** Cells behind these are counted and not kept. */
const MOST_CELLS = 64;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * RFC 4180 rows from bytes that arrive in pieces; a piece may end anywhere, even
 * within quotes. Gives where the cells are and decodes them only when asked. Ours,
 * because no library reads a stream at the speed of the stream itself.
 */
export class CsvRows {
  /** Of the row at hand and of rows that have not been read yet, and behind them the padding. */
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array();
  /** Of `bytes`. */
  view = new DataView(this.bytes.buffer);
  /** Where the next row begins. */
  at = 0;
  /** Where the padding begins. */
  end = 0;
  /** Of the row at hand. */
  cells = 0;
  /** Where each cell begins and ends, its quotes included. */
  readonly begins = new Int32Array(MOST_CELLS);
  readonly ends = new Int32Array(MOST_CELLS);
  /** Used again and again: memory that is new to the process costs more than a copy into it. */
  private buffer = new ArrayBuffer(0);

  push(piece: Uint8Array): void {
    const rest = this.bytes.subarray(this.at, this.end);
    const end = rest.length + piece.length;
    const length = end + PADDING;
    if (length > this.buffer.byteLength) this.buffer = new ArrayBuffer(length * 2);
    const bytes = new Uint8Array(this.buffer, 0, length);
    bytes.set(rest);
    bytes.set(piece, rest.length);
    bytes.fill(0, end);
    this.bytes = bytes;
    this.view = new DataView(this.buffer, 0, length);
    this.at = 0;
    this.end = end;
  }

  /** To the next row whose end is among the bytes; false until more is pushed. */
  next(): boolean {
    return this.read(false);
  }

  /** The rest as a row that lacks its line end; false when there is none, or it ends within quotes. */
  last(): boolean {
    return this.rest > 0 && this.read(true);
  }

  /** Bytes behind the row at hand. */
  get rest(): number {
    return this.end - this.at;
  }

  /** A cell without the quotes around it. */
  text(cell: number): string {
    const begin = this.begins[cell] ?? 0;
    const end = this.ends[cell] ?? 0;
    const written = decoder.decode(this.bytes.subarray(begin, end));
    if (!this.isQuoted(cell)) return written;
    const close = written.lastIndexOf('"');
    const inner = close > 0 ? written.slice(1, close) : written.slice(1);
    // What follows the closing quote belongs to the cell, as other readers have it.
    return inner.replaceAll('""', '"') + (close > 0 ? written.slice(close + 1) : "");
  }

  texts(): readonly string[] {
    return Array.from({ length: Math.min(this.cells, MOST_CELLS) }, (_, cell) => this.text(cell));
  }

  isQuoted(cell: number): boolean {
    return this.bytes[this.begins[cell] ?? -1] === QUOTE && this.begins[cell] !== this.ends[cell];
  }

  private read(last: boolean): boolean {
    const { bytes, begins, ends, end: length } = this;
    let at = this.at;
    let cells = 0;
    for (;;) {
      begins[cells] = at;
      if (bytes[at] === QUOTE) {
        at = this.behindQuotes(at);
        if (at < 0) return false;
      }
      let byte = bytes[at];
      while (at < length && byte !== COMMA && byte !== LF) byte = bytes[++at];
      if (at >= length && !last) return false;
      ends[cells++] = at;
      at++;
      if (byte === COMMA) continue;
      const final = cells - 1;
      const end = ends[final] ?? 0;
      if (bytes[end - 1] === CR && end > (begins[final] ?? 0)) ends[final] = end - 1;
      this.cells = cells;
      this.at = Math.min(at, length);
      return true;
    }
  }

  /** Behind the quote that closes the one at `at`; -1 when that is not among the bytes. */
  private behindQuotes(at: number): number {
    for (let from = at + 1; ; ) {
      const close = this.bytes.indexOf(QUOTE, from);
      if (close < 0) return -1;
      if (this.bytes[close + 1] !== QUOTE) return close + 1;
      from = close + 2;
    }
  }
}
