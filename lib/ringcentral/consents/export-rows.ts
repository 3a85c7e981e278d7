import {
  type Mark,
  markOf,
  type PairColumns,
  type PairDictionaries,
} from "../../consent/pair-columns.ts";
import { type ConsentRecord, isOptOut } from "../../consent/record.ts";
import { scopeOf } from "../../consent/scope.ts";
import { parseServerTime } from "../../consent/server-time.ts";
import type { CsvRows } from "./csv-rows.ts";
import type { Column, ExportHeader } from "./export-header.ts";
import { parseRecord } from "./record-schema.ts";

const PLUS = 43;
const ZERO = 48;
const MOST_VARIANTS = 4096;
const NOT_READ = -1;
const POWERS = Array.from({ length: 10 }, (_, power) => 10 ** power);
const text = new TextDecoder();

/** Cells that say what a row is about; all rows of a large account share few combinations of them. */
const KIND: readonly (Column | undefined)[] = [
  "from",
  "optStatus",
  "source",
  "coverage",
  "campaignType",
];

/** A combination as it was written, and what it means; null when it means nothing. */
interface Variant {
  /** Of each run. */
  readonly written: readonly DataView[];
  readonly meaning: { readonly mark: Mark; readonly source: number } | null;
}

/**
 * Reads the rows of an export into columns. An ordinary row is read out of its
 * bytes: the recipient and the time digit by digit, the rest compared with the
 * combinations met before. Whatever is not ordinary is parsed by the schema.
 */
export class ExportRows {
  malformed = 0;
  private readonly header: ExportHeader;
  private readonly columns: PairColumns;
  private readonly dictionaries: PairDictionaries;
  private readonly toColumn: number;
  private readonly timeColumn: number;
  /** First and last column of each run of `KIND` cells. */
  private readonly kindRuns: readonly (readonly [number, number])[];
  private readonly variants = new Map<number, Variant[]>();
  private variantCount = 0;
  private dayKey = NOT_READ;
  private daySeconds = NOT_READ;
  private seconds = 0;
  private nanos = 0;

  constructor(header: ExportHeader, columns: PairColumns, dictionaries: PairDictionaries) {
    this.header = header;
    this.columns = columns;
    this.dictionaries = dictionaries;
    this.toColumn = header.indexOf("to");
    this.timeColumn = header.indexOf("lastModifiedTime");
    this.kindRuns = runsOf(header);
  }

  read(csv: CsvRows): void {
    if (csv.cells === this.header.length && this.readOrdinary(csv)) return;
    const blank = csv.cells === 1 && csv.begins[0] === csv.ends[0];
    if (blank) return;
    const record = this.toRecord(csv);
    if (record) this.columns.pushRecord(record, this.dictionaries);
    else this.malformed++;
  }

  /** False when the row has to be parsed with care. */
  private readOrdinary(csv: CsvRows): boolean {
    const recipient = this.recipientIn(csv);
    if (recipient === NOT_READ || !this.readTime(csv)) return false;
    const variant = this.variantOf(csv);
    if (!variant?.meaning) return false;
    const { mark, source } = variant.meaning;
    this.columns.push(recipient, mark, source, this.seconds, this.nanos);
    return true;
  }

  private recipientIn({ bytes, begins, ends }: CsvRows): number {
    const start = begins[this.toColumn] ?? 0;
    const end = ends[this.toColumn] ?? 0;
    const digits = end - start - 1;
    if (digits < 7 || digits > 15 || bytes[start] !== PLUS || bytes[start + 1] === ZERO) {
      return NOT_READ;
    }
    return digitsIn(bytes, start + 1, end);
  }

  /** `2025-05-12T22:21:03.891149Z` with up to nine fractional digits, or nothing; other forms are left to the parser. */
  private readTime({ bytes, begins, ends }: CsvRows): boolean {
    this.seconds = 0;
    this.nanos = 0;
    const start = begins[this.timeColumn] ?? 0;
    const end = ends[this.timeColumn] ?? 0;
    if (start === end) return true;
    const length = end - start;
    if (length < 20 || length > 30 || bytes[start + 10] !== 84 || bytes[end - 1] !== 90) {
      return false;
    }
    const hours = digitsIn(bytes, start + 11, start + 13);
    const minutes = digitsIn(bytes, start + 14, start + 16);
    const seconds = digitsIn(bytes, start + 17, start + 19);
    if (bytes[start + 13] !== 58 || bytes[start + 16] !== 58) return false;
    if (!(hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60 && seconds >= 0 && seconds < 60))
      return false;
    const fractionDigits = length - 21;
    if (length > 20) {
      const fraction = digitsIn(bytes, start + 20, end - 1);
      if (fractionDigits < 1 || fraction === NOT_READ || bytes[start + 19] !== 46) return false;
      this.nanos = fraction * (POWERS[9 - fractionDigits] ?? 0);
    }
    const day = this.secondsOfDay(bytes, start);
    if (day === NOT_READ) return false;
    this.seconds = day + hours * 3600 + minutes * 60 + seconds;
    return true;
  }

  /** The beginning of the day that is written at `start`; a day that is no day has none. */
  private secondsOfDay(bytes: Uint8Array, start: number): number {
    const year = digitsIn(bytes, start, start + 4);
    const month = digitsIn(bytes, start + 5, start + 7);
    const day = digitsIn(bytes, start + 8, start + 10);
    if (year < 0 || month < 0 || day < 0) return NOT_READ;
    if (bytes[start + 4] !== 45 || bytes[start + 7] !== 45) return NOT_READ;
    const key = (year * 100 + month) * 100 + day;
    if (key !== this.dayKey) {
      const written = text.decode(bytes.subarray(start, start + 10));
      const { seconds } = parseServerTime(`${written}T00:00:00Z`);
      this.dayKey = key;
      this.daySeconds = seconds > 0 ? seconds : NOT_READ;
    }
    return this.daySeconds;
  }

  /** Null when there are too many to keep. */
  private variantOf(csv: CsvRows): Variant | null {
    const { begins, ends, view } = csv;
    let hash = 0;
    for (const [first, last] of this.kindRuns) {
      const begin = begins[first] ?? 0;
      const end = ends[last] ?? 0;
      let at = begin;
      // Four bytes at a time: this is read for every row.
      for (; at + 4 <= end; at += 4) hash = Math.imul(hash ^ view.getUint32(at), 0x01000193);
      for (; at < end; at++) hash = Math.imul(hash ^ view.getUint8(at), 0x01000193);
      hash ^= hash >>> 15;
    }
    const known = this.variants.get(hash);
    if (known) for (const variant of known) if (this.matches(variant, csv)) return variant;
    return this.newVariant(hash, csv);
  }

  private matches(variant: Variant, { begins, ends, view }: CsvRows): boolean {
    for (let run = 0; run < this.kindRuns.length; run++) {
      const [first = 0, last = 0] = this.kindRuns[run] ?? [];
      const written = variant.written[run];
      const begin = begins[first] ?? 0;
      const length = (ends[last] ?? 0) - begin;
      if (!written || written.byteLength !== length) return false;
      let at = 0;
      for (; at + 4 <= length; at += 4) {
        if (view.getUint32(begin + at) !== written.getUint32(at)) return false;
      }
      for (; at < length; at++) {
        if (view.getUint8(begin + at) !== written.getUint8(at)) return false;
      }
    }
    return true;
  }

  private newVariant(hash: number, csv: CsvRows): Variant | null {
    if (this.variantCount === MOST_VARIANTS) return null;
    this.variantCount++;
    const written = this.kindRuns.map(
      ([first, last]) =>
        new DataView(csv.bytes.slice(csv.begins[first] ?? 0, csv.ends[last] ?? 0).buffer),
    );
    const record = this.toRecord(csv);
    const meaning = record && {
      mark: markOf(this.dictionaries.scopes.indexOf(scopeOf(record)), !isOptOut(record)),
      source: this.dictionaries.sourceIndex(record.source),
    };
    const variant = { written, meaning };
    this.variants.set(hash, [...(this.variants.get(hash) ?? []), variant]);
    return variant;
  }

  private toRecord(csv: CsvRows): ConsentRecord | null {
    if (csv.cells !== this.header.length) return null;
    const raw: Record<string, string> = {};
    this.header.forEach((name, cell) => {
      const value = name === undefined ? "" : csv.text(cell).trim();
      if (name !== undefined && value) raw[name] = value;
    });
    return parseRecord(raw);
  }
}

/** A number of at most 15 digits; `NOT_READ` when another byte is among them. */
function digitsIn(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return NOT_READ;
    value = value * 10 + digit;
  }
  return value;
}

/** Neighbouring columns of `KIND`, so that each run is one stretch of bytes. */
function runsOf(header: ExportHeader): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  header.forEach((column, index) => {
    if (!KIND.includes(column)) return;
    const run = runs.at(-1);
    if (column !== undefined && run?.[1] === index - 1) run[1] = index;
    else if (column !== undefined) runs.push([index, index]);
  });
  return runs;
}
