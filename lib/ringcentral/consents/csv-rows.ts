const QUOTE = 34;
const COMMA = 44;
const LF = 10;
const CR = 13;

/**
 * RFC 4180 rows from text that arrives in pieces; a piece may end anywhere, even
 * within quotes. Ours, because no library reads a stream in a worker at the speed
 * of the stream itself.
 */
export class CsvRows {
  private row: string[] = [];
  private field = "";
  private quoted = false;
  /** The last character was a quote within quotes: the end of them, or the first of two. */
  private afterQuote = false;
  private afterReturn = false;
  private any = false;

  *push(text: string): Generator<string[]> {
    let start = 0;
    if (text !== "") this.any = true;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (this.quoted && !this.afterQuote) {
        if (code !== QUOTE) continue;
        this.field += text.slice(start, i);
        start = i + 1;
        this.afterQuote = true;
        continue;
      }
      if (this.afterQuote) {
        this.afterQuote = false;
        if (code === QUOTE) {
          start = i;
          continue;
        }
        this.quoted = false;
        start = i;
      }
      if (this.afterReturn && code === LF) {
        this.afterReturn = false;
        start = i + 1;
        continue;
      }
      this.afterReturn = false;
      if (code === COMMA) {
        this.row.push(this.field + text.slice(start, i));
        this.field = "";
        start = i + 1;
      } else if (code === LF || code === CR) {
        this.field += text.slice(start, i);
        start = i + 1;
        this.afterReturn = code === CR;
        yield this.endRow();
      } else if (code === QUOTE && this.field === "" && i === start) {
        this.quoted = true;
        start = i + 1;
      }
    }
    this.field += text.slice(start);
  }

  /** The last row when the text does not end with a line end; `whole` is false when it stops within quotes. */
  finish(): { readonly rest: string[] | null; readonly whole: boolean } {
    const open = this.quoted && !this.afterQuote;
    const hasRest = this.any && (this.row.length > 0 || this.field !== "" || open);
    return {
      rest: hasRest ? [...this.row, this.field] : null,
      whole: !open,
    };
  }

  private endRow(): string[] {
    const row = this.row;
    row.push(this.field);
    this.row = [];
    this.field = "";
    return row;
  }
}
