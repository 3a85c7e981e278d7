import {
  type Mark,
  markOf,
  type PairColumns,
  type PairDictionaries,
} from "../../consent/pair-columns.ts";
import { type ConsentRecord, isOptOut } from "../../consent/record.ts";
import { scopeOf } from "../../consent/scope.ts";
import { digitAt, digitsAt, fourDigitsAt, numberOf, shapeOf } from "./byte-digits.ts";
import { ByteTime } from "./byte-time.ts";
import type { CsvRows } from "./csv-rows.ts";
import type { Column, ExportHeader } from "./export-header.ts";
import { parseRecord } from "./record-schema.ts";
import { MOST_STRETCHES, Stretches } from "./stretches.ts";

const PLUS = 43;
const ZERO = 48;
const QUOTE = 34;
const COMMA = 44;
const CR = 13;
const LF = 10;
const LAST_THREE = shapeOf("000,");
const NOT_READ = -1;
/** The numbers of so many stretches make up one that is exact. */
const MOST_RUNS = 4;
/** Cells that say what a row is about; all rows of a large account share few combinations of them. */
const KIND: ReadonlySet<Column | undefined> = new Set([
  "from",
  "optStatus",
  "source",
  "coverage",
  "campaignType",
] as const);

interface Meaning {
  readonly mark: Mark;
  readonly source: number;
}

const TO = 0;
const TIME = 1;
const SKIP = 2;
/** A run of `KIND` cells, compared as one stretch. */
const RUN = 3;

/** What to read next of an ordinary row, and which cells that are. */
interface Step {
  readonly read: typeof TO | typeof TIME | typeof SKIP | typeof RUN;
  readonly first: number;
  readonly last: number;
}

/**
 * Reads the rows of an export into columns. An ordinary row is read out of its bytes
 * in one go: the recipient and the time digit by digit, the rest compared with the
 * combinations met before. Whatever is not ordinary is parsed by the schema.
 */
export class ExportRows {
  malformed = 0;
  private readonly header: ExportHeader;
  private readonly columns: PairColumns;
  private readonly dictionaries: PairDictionaries;
  private readonly steps: readonly Step[];
  private readonly stretches = new Stretches();
  /** By the number of their one stretch: a map takes longer. */
  private readonly simple: (Meaning | undefined)[] = Array.from({ length: MOST_STRETCHES });
  /** By the numbers of their stretches, when these make up a larger one. */
  private readonly meanings = new Map<number, Meaning>();
  private readonly time = new ByteTime();
  private recipient = 0;

  constructor(header: ExportHeader, columns: PairColumns, dictionaries: PairDictionaries) {
    this.header = header;
    this.columns = columns;
    this.dictionaries = dictionaries;
    this.steps = stepsOf(header);
  }

  /** Reads the row at hand, whatever it is. */
  read(csv: CsvRows): void {
    const blank = csv.cells === 1 && csv.begins[0] === csv.ends[0];
    if (blank) return;
    const record = this.toRecord(csv);
    if (record) {
      this.columns.pushRecord(record, this.dictionaries);
      this.remember(record, csv);
    } else this.malformed++;
  }

  /** Reads row after row as far as they are ordinary and whole. */
  readOrdinary(csv: CsvRows): void {
    if (this.steps.length === 0) return;
    for (let end = csv.at; end !== NOT_READ; end = this.ordinaryRow(csv)) csv.at = end;
  }

  /** Where the next row begins; `NOT_READ` when this one has to be parsed with care. */
  private ordinaryRow({ bytes, view, at: begin, end }: CsvRows): number {
    const { steps, time } = this;
    let at = begin;
    let kind = 0;
    time.seconds = 0;
    time.nanos = 0;
    for (let index = 0; index < steps.length; index++) {
      const step = steps[index];
      if (!step || at >= end) return NOT_READ;
      if (index > 0 && bytes[at++] !== COMMA) return NOT_READ;
      switch (step.read) {
        case TO:
          at = this.readRecipient(view, bytes, at);
          break;
        case RUN: {
          const number = this.stretches.find(view, at);
          if (number < 0) return NOT_READ;
          kind = kind * MOST_STRETCHES + number;
          at += this.stretches.lengthOf(number);
          break;
        }
        case TIME:
          at = this.readTime(view, bytes, at);
          break;
        default:
          at = behindCell(bytes, at, end);
      }
      if (at < 0) return NOT_READ;
    }
    if (bytes[at] === CR) at++;
    if (bytes[at] !== LF) return NOT_READ;
    const meaning = kind < MOST_STRETCHES ? this.simple[kind] : this.meanings.get(kind);
    if (!meaning) return NOT_READ;
    this.columns.push(this.recipient, meaning.mark, meaning.source, time.seconds, time.nanos);
    return at + 1;
  }

  /** Behind the recipient. */
  private readRecipient(view: DataView, bytes: Uint8Array, begin: number): number {
    // Most have a country code of one digit, and ten more.
    const high = fourDigitsAt(view, begin + 1);
    const middle = fourDigitsAt(view, begin + 5);
    const low = digitsAt(view, begin + 9, LAST_THREE);
    if ((high | middle | low) >= 0 && bytes[begin] === PLUS && high >= 1000) {
      this.recipient = (high * 10_000 + middle) * 1000 + numberOf(low) / 10;
      return begin + 12;
    }
    const isQuoted = bytes[begin] === QUOTE;
    let at = isQuoted ? begin + 1 : begin;
    if (bytes[at++] !== PLUS) return NOT_READ;
    const first = at;
    let recipient = 0;
    for (let four = fourDigitsAt(view, at); four >= 0; four = fourDigitsAt(view, at)) {
      recipient = recipient * 10_000 + four;
      at += 4;
      if (at - first > 15) return NOT_READ;
    }
    for (let digit = digitAt(bytes, at); digit >= 0; digit = digitAt(bytes, ++at)) {
      recipient = recipient * 10 + digit;
    }
    const digits = at - first;
    if (digits < 7 || digits > 15 || bytes[first] === ZERO) return NOT_READ;
    this.recipient = recipient;
    if (!isQuoted) return at;
    return bytes[at] === QUOTE ? at + 1 : NOT_READ;
  }

  /** Behind the time, which may be missing. */
  private readTime(view: DataView, bytes: Uint8Array, begin: number): number {
    const next = bytes[begin];
    if (next === COMMA || next === CR || next === LF) return begin;
    const isQuoted = next === QUOTE;
    if (!this.time.read(view, bytes, isQuoted ? begin + 1 : begin)) return NOT_READ;
    const { end } = this.time;
    if (!isQuoted) return end;
    return bytes[end] === QUOTE ? end + 1 : NOT_READ;
  }

  /** So that the next row with these cells is an ordinary one. */
  private remember(record: ConsentRecord, { view, begins, ends }: CsvRows): void {
    if (this.steps.length === 0) return;
    let kind = 0;
    for (const step of this.steps) {
      if (step.read !== RUN) continue;
      const begin = begins[step.first] ?? 0;
      const number = this.stretches.learn(view, begin, (ends[step.last] ?? 0) - begin);
      if (number < 0) return;
      kind = kind * MOST_STRETCHES + number;
    }
    const mark = markOf(this.dictionaries.scopes.indexOf(scopeOf(record)), !isOptOut(record));
    const meaning = { mark, source: this.dictionaries.sourceIndex(record.source) };
    if (kind < MOST_STRETCHES) this.simple[kind] = meaning;
    else this.meanings.set(kind, meaning);
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

/** Behind a cell that says nothing here; `NOT_READ` when it does not end before `end`. */
function behindCell(bytes: Uint8Array, begin: number, end: number): number {
  let at = begin;
  if (bytes[at] === QUOTE) {
    for (at++; at < end; at++) {
      if (bytes[at] !== QUOTE) continue;
      if (bytes[at + 1] !== QUOTE) return at + 1;
      at++;
    }
    return NOT_READ;
  }
  for (; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte > COMMA) continue;
    if (byte === COMMA || byte === CR || byte === LF) return at;
  }
  return NOT_READ;
}

/** Empty when no row can be ordinary: the combination of its stretches would be no safe number. */
function stepsOf(header: ExportHeader): readonly Step[] {
  const steps: Step[] = [];
  header.forEach((column, index) => {
    const before = steps.at(-1);
    if (!KIND.has(column) || column === undefined) {
      const read = column === "to" ? TO : column === "lastModifiedTime" ? TIME : SKIP;
      steps.push({ read, first: index, last: index });
    } else if (before?.read === RUN) steps[steps.length - 1] = { ...before, last: index };
    else steps.push({ read: RUN, first: index, last: index });
  });
  return steps.filter(({ read }) => read === RUN).length > MOST_RUNS ? [] : steps;
}
