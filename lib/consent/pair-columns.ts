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
export const BYTES_A_PAIR = 20;
/** Behind the recipient: its kind, seconds and nanoseconds. */
const WORDS = 3;
/** A kind is `256 * mark + source`. */
const SOURCES = 256;

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

/** Consent records without an object a record: what a verdict and its explanation need. */
export class PairColumns {
  length = 0;
  recipients = new Float64Array(0);
  private words = new Uint32Array(0);

  constructor(capacity: number) {
    this.use(new ArrayBuffer(capacity * BYTES_A_PAIR), 0, capacity);
  }

  /** In memory of somebody else's, as `copyTo` left them: aligned to eight. */
  static over(memory: Uint8Array<ArrayBuffer>): PairColumns {
    const columns = new PairColumns(0);
    const length = memory.length / BYTES_A_PAIR;
    columns.use(memory.buffer, memory.byteOffset, length);
    columns.length = length;
    return columns;
  }

  markAt(at: number): Mark {
    return (this.words[at * WORDS] ?? 0) >>> 8;
  }

  /** `NO_SOURCE`, or its number in the dictionary. */
  sourceAt(at: number): number {
    return (this.words[at * WORDS] ?? 0) % SOURCES;
  }

  secondsAt(at: number): number {
    return this.words[at * WORDS + 1] ?? 0;
  }

  nanosAt(at: number): number {
    return this.words[at * WORDS + 2] ?? 0;
  }

  timeAt(at: number): ServerTime {
    return { seconds: this.secondsAt(at), nanos: this.nanosAt(at) };
  }

  push(recipient: number, mark: Mark, source: number, seconds: number, nanos: number): void {
    if (this.length === this.recipients.length) this.reserve(Math.max(16, this.length * 2));
    const { words } = this;
    const at = this.length++;
    this.recipients[at] = recipient;
    words[at * WORDS] = mark * SOURCES + source;
    words[at * WORDS + 1] = seconds;
    words[at * WORDS + 2] = nanos;
  }

  pushRecord(record: ConsentRecord, dictionaries: PairDictionaries): void {
    const { seconds, nanos } = parseServerTime(record.lastModifiedTime);
    const scope = dictionaries.scopes.indexOf(scopeOf(record));
    const source = dictionaries.sourceIndex(record.source);
    this.push(e164ToNumber(record.to), markOf(scope, !isOptOut(record)), source, seconds, nanos);
  }

  /** Adds what refers to the same dictionaries, from `start` on and no more than `most`. Gives how many. */
  append(more: PairColumns, start = 0, most = Number.POSITIVE_INFINITY): number {
    const end = Math.min(more.length, start + most);
    const length = this.length + end - start;
    if (length > this.recipients.length) this.reserve(Math.max(length, this.length * 2));
    this.recipients.set(more.recipients.subarray(start, end), this.length);
    this.words.set(more.words.subarray(start * WORDS, end * WORDS), this.length * WORDS);
    this.length = length;
    return end - start;
  }

  /** Becomes the same pairs in this order. */
  takeInOrder(columns: PairColumns, order: Uint32Array): void {
    this.length = columns.length;
    if (this.length > this.recipients.length) this.reserve(this.length);
    const { recipients, words } = this;
    const { recipients: from, words: wordsFrom } = columns;
    for (let at = 0; at < this.length; at++) {
      const position = order[at] ?? 0;
      recipients[at] = from[position] ?? 0;
      const word = at * WORDS;
      const wordFrom = position * WORDS;
      words[word] = wordsFrom[wordFrom] ?? 0;
      words[word + 1] = wordsFrom[wordFrom + 1] ?? 0;
      words[word + 2] = wordsFrom[wordFrom + 2] ?? 0;
    }
  }

  /** Copies some of the pairs to memory of their size, aligned to eight. */
  copyTo(memory: Uint8Array<ArrayBuffer>, start: number, end: number): void {
    const copy = PairColumns.over(memory);
    copy.recipients.set(this.recipients.subarray(start, end));
    copy.words.set(this.words.subarray(start * WORDS, end * WORDS));
  }

  private use(memory: ArrayBuffer, start: number, capacity: number): void {
    this.recipients = new Float64Array(memory, start, capacity);
    this.words = new Uint32Array(memory, start + 8 * capacity, capacity * WORDS);
  }

  private reserve(capacity: number): void {
    const { recipients, words, length } = this;
    this.use(new ArrayBuffer(capacity * BYTES_A_PAIR), 0, capacity);
    this.recipients.set(recipients.subarray(0, length));
    this.words.set(words.subarray(0, length * WORDS));
  }
}
