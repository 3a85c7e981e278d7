import { e164ToNumber } from "../phone/e164.ts";
import { type ConsentRecord, isOptOut } from "./record.ts";
import { type Scope, scopeKey, scopeOf } from "./scope.ts";
import { parseServerTime, type ServerTime } from "./server-time.ts";

/** A scope and whether it is opted in: `2 * scope + (opted in ? 1 : 0)`. */
export type Mark = number;
export const markOf = (scope: number, optedIn: boolean): Mark => scope * 2 + (optedIn ? 1 : 0);
export const scopeOfMark = (mark: Mark): number => mark >>> 1;
export const isOptedIn = (mark: Mark): boolean => (mark & 1) === 1;

export const NO_SOURCE = 255;

/** Of memory. */
export const BYTES_A_PAIR = 21;

/** Distinct values in the order of their first appearance. */
export class Dictionary<T> {
  readonly values: T[] = [];
  private readonly places = new Map<string, number>();
  private readonly keyOf: (value: T) => string;

  constructor(keyOf: (value: T) => string) {
    this.keyOf = keyOf;
  }

  indexOf(value: T): number {
    const key = this.keyOf(value);
    const known = this.places.get(key);
    if (known !== undefined) return known;
    this.places.set(key, this.values.length);
    return this.values.push(value) - 1;
  }
}

/** The scopes and sources that columns refer to by number. */
export class PairDictionaries {
  readonly scopes = new Dictionary<Scope>(scopeKey);
  readonly sources = new Dictionary<string>((source) => source);

  /** A server that invents sources without end costs the detail, never the pair. */
  sourceIndex(source: string | undefined): number {
    if (source === undefined) return NO_SOURCE;
    return Math.min(this.sources.indexOf(source), NO_SOURCE);
  }
}

/** Consent records as columns, without an object a record: what a verdict and its explanation need. */
export class PairColumns {
  length = 0;
  recipients = new Float64Array(0);
  marks = new Uint32Array(0);
  seconds = new Uint32Array(0);
  nanos = new Uint32Array(0);
  sources = new Uint8Array(0);

  constructor(capacity: number) {
    this.use(new ArrayBuffer(capacity * BYTES_A_PAIR), 0, capacity);
  }

  /** Columns in memory of somebody else's: `BYTES_A_PAIR` for each pair, aligned to eight. */
  static over(memory: Uint8Array<ArrayBuffer>, length: number): PairColumns {
    const columns = new PairColumns(0);
    columns.use(memory.buffer, memory.byteOffset, length);
    columns.length = length;
    return columns;
  }

  push(recipient: number, mark: Mark, source: number, seconds: number, nanos: number): void {
    if (this.length === this.recipients.length) this.grow();
    const at = this.length++;
    this.recipients[at] = recipient;
    this.marks[at] = mark;
    this.sources[at] = source;
    this.seconds[at] = seconds;
    this.nanos[at] = nanos;
  }

  pushRecord(record: ConsentRecord, dictionaries: PairDictionaries): void {
    const { seconds, nanos } = parseServerTime(record.lastModifiedTime);
    const scope = dictionaries.scopes.indexOf(scopeOf(record));
    const source = dictionaries.sourceIndex(record.source);
    this.push(e164ToNumber(record.to), markOf(scope, !isOptOut(record)), source, seconds, nanos);
  }

  /** Columns that refer to the same dictionaries. */
  append(more: PairColumns): void {
    const { length } = more;
    while (this.length + length > this.recipients.length) this.grow();
    this.recipients.set(more.recipients.subarray(0, length), this.length);
    this.marks.set(more.marks.subarray(0, length), this.length);
    this.seconds.set(more.seconds.subarray(0, length), this.length);
    this.nanos.set(more.nanos.subarray(0, length), this.length);
    this.sources.set(more.sources.subarray(0, length), this.length);
    this.length += length;
  }

  time(at: number): ServerTime {
    return { seconds: this.seconds[at] ?? 0, nanos: this.nanos[at] ?? 0 };
  }

  copyFrom(columns: PairColumns, at: number): void {
    this.push(
      columns.recipients[at] ?? 0,
      columns.marks[at] ?? 0,
      columns.sources[at] ?? 0,
      columns.seconds[at] ?? 0,
      columns.nanos[at] ?? 0,
    );
  }

  private use(memory: ArrayBuffer, start: number, capacity: number): void {
    const words = start + 8 * capacity;
    this.recipients = new Float64Array(memory, start, capacity);
    this.marks = new Uint32Array(memory, words, capacity);
    this.seconds = new Uint32Array(memory, words + 4 * capacity, capacity);
    this.nanos = new Uint32Array(memory, words + 8 * capacity, capacity);
    this.sources = new Uint8Array(memory, words + 12 * capacity, capacity);
  }

  private grow(): void {
    const { recipients, marks, seconds, nanos, sources } = this;
    const capacity = Math.max(16, recipients.length * 2);
    this.use(new ArrayBuffer(capacity * BYTES_A_PAIR), 0, capacity);
    this.recipients.set(recipients);
    this.marks.set(marks);
    this.seconds.set(seconds);
    this.nanos.set(nanos);
    this.sources.set(sources);
  }
}
