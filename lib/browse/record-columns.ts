import {
  isOptedIn,
  type Mark,
  markOf,
  PairDictionaries,
  scopeOfMark,
} from "../consent/pair-columns.ts";
import type { Scope } from "../consent/scope.ts";

/** Recipient, mark with source, seconds. */
export const BYTES_A_RECORD = 16;
const SOURCES = 256;

/** One record as a person looks at it. */
export interface BrowsedRecord {
  /** Its place, the same for as long as the records are open. */
  readonly id: number;
  /** E.164 digits. */
  readonly recipient: number;
  readonly scope: Scope;
  readonly optedIn: boolean;
  readonly source?: string;
  /** Epoch seconds; 0 when it is unknown. */
  readonly seconds: number;
}

/** An account's records without an object a record: a million take 16 MB. */
export class RecordColumns {
  length = 0;
  readonly dictionaries: PairDictionaries;
  private recipients = new Float64Array(0);
  private kinds = new Uint32Array(0);
  private times = new Uint32Array(0);

  constructor(dictionaries = new PairDictionaries()) {
    this.dictionaries = dictionaries;
  }

  recipientAt(id: number): number {
    return this.recipients[id] ?? 0;
  }

  markAt(id: number): Mark {
    return (this.kinds[id] ?? 0) >>> 8;
  }

  /** Its number in the dictionary, or `NO_SOURCE`. */
  sourceAt(id: number): number {
    return (this.kinds[id] ?? 0) % SOURCES;
  }

  secondsAt(id: number): number {
    return this.times[id] ?? 0;
  }

  scopeAt(id: number): Scope {
    const { scopes } = this.dictionaries;
    return scopes.values[scopeOfMark(this.markAt(id))] ?? { from: null, coverage: "Account" };
  }

  at(id: number): BrowsedRecord {
    const source = this.dictionaries.sources.values[this.sourceAt(id)];
    return {
      id,
      recipient: this.recipientAt(id),
      scope: this.scopeAt(id),
      optedIn: isOptedIn(this.markAt(id)),
      ...(source === undefined ? {} : { source }),
      seconds: this.secondsAt(id),
    };
  }

  push(recipient: number, mark: Mark, source: number, seconds: number): void {
    if (this.length === this.recipients.length) {
      this.resize(Math.max(1024, Math.ceil(this.length * 1.5)));
    }
    const id = this.length++;
    this.recipients[id] = recipient;
    this.kinds[id] = mark * SOURCES + source;
    this.times[id] = seconds;
  }

  /** No more will come for now: memory is as long as it has to be. */
  fit(): void {
    this.resize(this.length);
  }

  /** What a person has just changed: its record as it stands now, new when there was none. */
  change(recipient: number, scope: Scope, optedIn: boolean, seconds: number): void {
    const { scopes } = this.dictionaries;
    const index = scopes.indexOf(scope);
    const mark = markOf(index, optedIn);
    const source = this.dictionaries.sourceIndex("Api");
    for (let id = this.recipients.indexOf(recipient); id >= 0 && id < this.length; ) {
      if (scopeOfMark(this.markAt(id)) === index) {
        this.kinds[id] = mark * SOURCES + source;
        this.times[id] = seconds;
        return;
      }
      id = this.recipients.indexOf(recipient, id + 1);
    }
    this.push(recipient, mark, source, seconds);
  }

  /** Of memory, dictionaries apart. */
  get bytes(): number {
    return this.recipients.byteLength + this.kinds.byteLength + this.times.byteLength;
  }

  private resize(capacity: number): void {
    const [recipients, kinds, times] = [this.recipients, this.kinds, this.times];
    this.recipients = new Float64Array(capacity);
    this.kinds = new Uint32Array(capacity);
    this.times = new Uint32Array(capacity);
    this.recipients.set(recipients.subarray(0, this.length));
    this.kinds.set(kinds.subarray(0, this.length));
    this.times.set(times.subarray(0, this.length));
  }
}
