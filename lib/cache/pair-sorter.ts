import type { PairColumns } from "../consent/pair-columns.ts";

const DIGIT_BITS = 11;
const DIGITS = 2 ** DIGIT_BITS;
/** A recipient has at most 50 bits: two digits are kept in one word, up to three in the other. */
const LOW_SIZE = DIGITS ** 2;

/** Positions of pairs, and what they are sorted by. */
interface Keys {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
  readonly positions: Uint32Array;
}

const keysFor = (length: number): Keys => ({
  low: new Uint32Array(length),
  high: new Uint32Array(length),
  positions: new Uint32Array(length),
});

/**
 * Sorts pairs by recipient; equal ones keep their order. A radix sort over as many
 * digits as the recipients differ in: by comparisons it takes ten times as long. Its
 * memory, 24 bytes a pair, is used again for the next pairs.
 */
export class PairSorter {
  private keys = keysFor(0);
  private next = keysFor(0);
  private readonly starts = new Uint32Array(DIGITS);

  sort(pairs: PairColumns, sorted: PairColumns): void {
    const { length } = pairs;
    const range = this.begin(pairs.recipients, length);
    for (let digit = 0; DIGITS ** digit <= range; digit++) {
      const { low, high } = this.keys;
      if (digit < 2) this.pass(length, low, digit * DIGIT_BITS);
      else this.pass(length, high, (digit - 2) * DIGIT_BITS);
    }
    sorted.takeInOrder(pairs, this.keys.positions);
  }

  /** Gives the difference of the greatest recipient and the least. */
  private begin(recipients: Float64Array, length: number): number {
    if (length > this.keys.low.length) {
      this.keys = keysFor(length);
      this.next = keysFor(length);
    }
    let least = Number.POSITIVE_INFINITY;
    let most = 0;
    for (let i = 0; i < length; i++) {
      const recipient = recipients[i] ?? 0;
      if (recipient < least) least = recipient;
      if (recipient > most) most = recipient;
    }
    const { low, high, positions } = this.keys;
    for (let i = 0; i < length; i++) {
      const key = (recipients[i] ?? 0) - least;
      const upper = Math.floor(key / LOW_SIZE);
      high[i] = upper;
      low[i] = key - upper * LOW_SIZE;
      positions[i] = i;
    }
    return most - least;
  }

  /** By one digit of a word. */
  private pass(length: number, word: Uint32Array, shift: number): void {
    const { keys, next, starts } = this;
    const mask = DIGITS - 1;
    starts.fill(0);
    for (let i = 0; i < length; i++) {
      const digit = ((word[i] ?? 0) >>> shift) & mask;
      starts[digit] = (starts[digit] ?? 0) + 1;
    }
    let total = 0;
    for (let digit = 0; digit < DIGITS; digit++) {
      const count = starts[digit] ?? 0;
      starts[digit] = total;
      total += count;
    }
    for (let i = 0; i < length; i++) {
      const digit = ((word[i] ?? 0) >>> shift) & mask;
      const at = starts[digit] ?? 0;
      starts[digit] = at + 1;
      next.low[at] = keys.low[i] ?? 0;
      next.high[at] = keys.high[i] ?? 0;
      next.positions[at] = keys.positions[i] ?? 0;
    }
    this.keys = next;
    this.next = keys;
  }
}
