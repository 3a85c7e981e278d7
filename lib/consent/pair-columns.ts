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
  recipients: Float64Array;
  marks: Uint32Array;
  sources: Uint8Array;
  seconds: Uint32Array;
  nanos: Uint32Array;

  constructor(capacity: number) {
    this.recipients = new Float64Array(capacity);
    this.marks = new Uint32Array(capacity);
    this.sources = new Uint8Array(capacity);
    this.seconds = new Uint32Array(capacity);
    this.nanos = new Uint32Array(capacity);
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
    for (let at = 0; at < more.length; at++) {
      const { seconds, nanos } = more.time(at);
      this.push(
        more.recipients[at] ?? 0,
        more.marks[at] ?? 0,
        more.sources[at] ?? 0,
        seconds,
        nanos,
      );
    }
  }

  time(at: number): ServerTime {
    return { seconds: this.seconds[at] ?? 0, nanos: this.nanos[at] ?? 0 };
  }

  private grow(): void {
    const widen = <T extends { set(from: T): void }>(wide: T, narrow: T): T => {
      wide.set(narrow);
      return wide;
    };
    const capacity = Math.max(16, this.recipients.length * 2);
    this.recipients = widen(new Float64Array(capacity), this.recipients);
    this.marks = widen(new Uint32Array(capacity), this.marks);
    this.sources = widen(new Uint8Array(capacity), this.sources);
    this.seconds = widen(new Uint32Array(capacity), this.seconds);
    this.nanos = widen(new Uint32Array(capacity), this.nanos);
  }
}
