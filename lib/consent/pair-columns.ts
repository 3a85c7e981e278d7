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
const BYTES_A_PAIR = 20;
/** Behind the recipient: its kind, seconds and nanoseconds. */
export const WORDS = 3;
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
  recipients: Float64Array<ArrayBuffer> = new Float64Array(0);
  /** `WORDS` of each pair. */
  words: Uint32Array<ArrayBuffer> = new Uint32Array(0);

  constructor(capacity: number) {
    this.use(capacity);
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

  /** Room for so many, whatever is in it. */
  resize(length: number): void {
    this.length = 0;
    if (length > this.recipients.length) this.reserve(length);
    this.length = length;
  }

  /** Becomes the pairs at the first `length` of these places. */
  takeInOrder(columns: PairColumns, places: Uint32Array, length: number): void {
    this.resize(length);
    const { recipients, words } = this;
    const { recipients: from, words: wordsFrom } = columns;
    for (let at = 0, word = 0; at < length; at++) {
      const place = places[at] ?? 0;
      recipients[at] = from[place] ?? 0;
      const wordFrom = place * WORDS;
      words[word++] = wordsFrom[wordFrom] ?? 0;
      words[word++] = wordsFrom[wordFrom + 1] ?? 0;
      words[word++] = wordsFrom[wordFrom + 2] ?? 0;
    }
  }

  /**
   * Takes pairs from `begin` to `end`, at the same places, in parts of the recipients'
   * range; within a part they keep their order. Leaves in `parts` where each ends.
   */
  takeParted(
    columns: PairColumns,
    begin: number,
    end: number,
    { least, scale }: { readonly least: number; readonly scale: number },
    parts: Uint32Array,
  ): void {
    const { recipients, words } = this;
    const { recipients: from, words: wordsFrom } = columns;
    parts.fill(0);
    for (let at = begin; at < end; at++) {
      const part = Math.floor(((from[at] ?? 0) - least) * scale);
      parts[part] = (parts[part] ?? 0) + 1;
    }
    let total = begin;
    for (let part = 0; part < parts.length; part++) {
      const count = parts[part] ?? 0;
      parts[part] = total;
      total += count;
    }
    for (let at = begin, wordFrom = begin * WORDS; at < end; at++) {
      const recipient = from[at] ?? 0;
      const part = Math.floor((recipient - least) * scale);
      const place = parts[part] ?? 0;
      parts[part] = place + 1;
      recipients[place] = recipient;
      const word = place * WORDS;
      words[word] = wordsFrom[wordFrom++] ?? 0;
      words[word + 1] = wordsFrom[wordFrom++] ?? 0;
      words[word + 2] = wordsFrom[wordFrom++] ?? 0;
    }
  }

  /** Adds one pair of what refers to the same dictionaries. */
  pushFrom(columns: PairColumns, index: number): void {
    const { words } = columns;
    const word = index * WORDS;
    if (this.length === this.recipients.length) this.reserve(Math.max(16, this.length * 2));
    const at = this.length++;
    this.recipients[at] = columns.recipients[index] ?? 0;
    this.words[at * WORDS] = words[word] ?? 0;
    this.words[at * WORDS + 1] = words[word + 1] ?? 0;
    this.words[at * WORDS + 2] = words[word + 2] ?? 0;
  }

  private use(capacity: number): void {
    const memory = new ArrayBuffer(capacity * BYTES_A_PAIR);
    this.recipients = new Float64Array(memory, 0, capacity);
    this.words = new Uint32Array(memory, 8 * capacity, capacity * WORDS);
  }

  /** Gives the memory back now: the collector leaves it until much of it has gathered. */
  free(): void {
    this.recipients.buffer.transfer(0);
    this.use(0);
    this.length = 0;
  }

  private reserve(capacity: number): void {
    const { recipients, words, length } = this;
    this.use(capacity);
    this.recipients.set(recipients.subarray(0, length));
    this.words.set(words.subarray(0, length * WORDS));
    recipients.buffer.transfer(0);
  }
}
