import { PairColumns } from "../consent/pair-columns.ts";

const DIGIT_BITS = 11;
const DIGITS = 2 ** DIGIT_BITS;

/**
 * Sorts pairs by recipient; equal ones keep their order. A radix sort over as many
 * digits as the recipients differ in: by comparisons it takes ten times as long. Its
 * memory, 24 bytes a pair, is used again for the next pairs.
 */
export class PairSorter {
  private keys = new Float64Array(0);
  private nextKeys = new Float64Array(0);
  private order = new Uint32Array(0);
  private nextOrder = new Uint32Array(0);
  private readonly starts = new Uint32Array(DIGITS);

  sort(pairs: PairColumns): PairColumns {
    const { length, recipients } = pairs;
    let least = Number.POSITIVE_INFINITY;
    let most = 0;
    for (let i = 0; i < length; i++) {
      const recipient = recipients[i] ?? 0;
      if (recipient < least) least = recipient;
      if (recipient > most) most = recipient;
    }
    this.begin(recipients, length, least);
    for (let scale = 1; scale <= most - least; scale *= DIGITS) this.pass(length, 1 / scale);
    const sorted = new PairColumns(length);
    sorted.takeInOrder(pairs, this.order);
    return sorted;
  }

  private begin(recipients: Float64Array, length: number, least: number): void {
    if (length > this.keys.length) {
      this.keys = new Float64Array(length);
      this.nextKeys = new Float64Array(length);
      this.order = new Uint32Array(length);
      this.nextOrder = new Uint32Array(length);
    }
    const { keys, order } = this;
    for (let i = 0; i < length; i++) {
      keys[i] = (recipients[i] ?? 0) - least;
      order[i] = i;
    }
  }

  /** By one digit. `part`: what makes it the lowest of the whole number. */
  private pass(length: number, part: number): void {
    const { keys, nextKeys, order, nextOrder, starts } = this;
    starts.fill(0);
    for (let i = 0; i < length; i++) {
      const digit = digitOf(keys[i] ?? 0, part);
      starts[digit] = (starts[digit] ?? 0) + 1;
    }
    let total = 0;
    for (let digit = 0; digit < DIGITS; digit++) {
      const count = starts[digit] ?? 0;
      starts[digit] = total;
      total += count;
    }
    for (let i = 0; i < length; i++) {
      const key = keys[i] ?? 0;
      const digit = digitOf(key, part);
      const at = starts[digit] ?? 0;
      starts[digit] = at + 1;
      nextKeys[at] = key;
      nextOrder[at] = order[i] ?? 0;
    }
    this.keys = nextKeys;
    this.nextKeys = keys;
    this.order = nextOrder;
    this.nextOrder = order;
  }
}

/** Exact: a division by a power of two changes no digit. */
const digitOf = (key: number, part: number): number => Math.floor(key * part) % DIGITS;
