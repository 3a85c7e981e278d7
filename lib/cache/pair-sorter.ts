import { PairColumns } from "../consent/pair-columns.ts";

/** Pairs that are sorted by their digits: more of them, and the processor's cache does not hold them. */
export const MOST_SORTED = 2 ** 14;
const POSITION = MOST_SORTED - 1;
/** Above its position there is room for what a key, of at most 50 bits, has beyond 32. */
const POSITION_BITS = 14;
const DIGIT_BITS = 11;
const DIGITS = 2 ** DIGIT_BITS;
const MOST_PARTS = 256;
/** Small enough that those of one range, taken together, come near to what may be sorted. */
const PARTS_A_RANGE = 4;

/**
 * Sorts pairs by recipient: parted into ranges, and those again, until a range is small;
 * that one by a radix sort over as many digits as its recipients differ in. By
 * comparisons it takes ten times as long. Takes the memory of the pairs again, besides
 * their own, and uses it again for the next pairs.
 */
export class PairSorter {
  private readonly spare = new PairColumns(0);
  private readonly sorted = new PairColumns(0);
  private readonly starts = new Uint32Array(DIGITS);
  private low = new Uint32Array(MOST_SORTED);
  /** Above their positions the bits of the keys that `low` has not. */
  private high = new Uint32Array(MOST_SORTED);
  private nextLow = new Uint32Array(MOST_SORTED);
  private nextHigh = new Uint32Array(MOST_SORTED);
  private readonly most: number;

  /** `most`: pairs of a range that is not parted any more. */
  constructor(most = MOST_SORTED) {
    this.most = most;
  }

  /** The pairs in order, up to so many at a time, each time valid until the next; the pairs' own memory is lost. */
  *sort(pairs: PairColumns): Generator<PairColumns, void> {
    this.spare.resize(pairs.length);
    yield* this.sortRange(pairs, this.spare, 0, pairs.length);
  }

  free(): void {
    this.spare.free();
  }

  private *sortRange(
    pairs: PairColumns,
    spare: PairColumns,
    begin: number,
    end: number,
  ): Generator<PairColumns, void> {
    const length = end - begin;
    if (length === 0) return;
    const { least, most } = extremesOf(pairs.recipients, begin, end);
    if (length <= this.most) {
      yield this.sortFew(pairs, begin, length, least, most - least);
    } else if (least === most) {
      for (let at = begin; at < end; at += this.most) {
        this.sorted.length = 0;
        this.sorted.append(pairs, at, Math.min(this.most, end - at));
        yield this.sorted;
      }
    } else {
      const wanted = Math.ceil((length * PARTS_A_RANGE) / this.most);
      const parts = new Uint32Array(Math.min(MOST_PARTS, wanted));
      const scale = parts.length / (most - least + 1);
      spare.takeParted(pairs, begin, end, { least, scale }, parts);
      for (let part = 0, from = begin; part < parts.length; ) {
        let to = parts[part++] ?? end;
        for (; part < parts.length && (parts[part] ?? end) - from <= this.most; part++) {
          to = parts[part] ?? end;
        }
        yield* this.sortRange(spare, pairs, from, to);
        from = to;
      }
    }
  }

  /** Equal ones keep their order. */
  private sortFew(
    pairs: PairColumns,
    begin: number,
    length: number,
    least: number,
    range: number,
  ): PairColumns {
    const { recipients } = pairs;
    const { low, high } = this;
    for (let at = 0; at < length; at++) {
      const key = (recipients[begin + at] ?? 0) - least;
      low[at] = key;
      high[at] = (Math.floor(key * 2 ** -32) << POSITION_BITS) | at;
    }
    for (let shift = 0; 2 ** shift <= range; shift += DIGIT_BITS) this.pass(length, shift);
    const { high: order } = this;
    for (let at = 0; at < length; at++) order[at] = begin + ((order[at] ?? 0) & POSITION);
    this.sorted.takeInOrder(pairs, order, length);
    return this.sorted;
  }

  /** By one digit, which may begin in one word and end in the other. */
  private pass(length: number, shift: number): void {
    const { low, high, nextLow, nextHigh, starts } = this;
    const lowMask = shift < 32 ? DIGITS - 1 : 0;
    const highMask = shift + DIGIT_BITS > 32 ? DIGITS - 1 : 0;
    // Of the other word's bits, behind what this word has of the digit.
    const up = Math.max(0, 32 - shift) & 31;
    const down = POSITION_BITS + Math.max(0, shift - 32);
    starts.fill(0);
    for (let at = 0; at < length; at++) {
      const digit =
        (((low[at] ?? 0) >>> shift) & lowMask) | ((((high[at] ?? 0) >>> down) << up) & highMask);
      starts[digit] = (starts[digit] ?? 0) + 1;
    }
    let total = 0;
    for (let digit = 0; digit < DIGITS; digit++) {
      const count = starts[digit] ?? 0;
      starts[digit] = total;
      total += count;
    }
    for (let at = 0; at < length; at++) {
      const lower = low[at] ?? 0;
      const upper = high[at] ?? 0;
      const digit = ((lower >>> shift) & lowMask) | (((upper >>> down) << up) & highMask);
      const place = starts[digit] ?? 0;
      starts[digit] = place + 1;
      nextLow[place] = lower;
      nextHigh[place] = upper;
    }
    this.low = nextLow;
    this.high = nextHigh;
    this.nextLow = low;
    this.nextHigh = high;
  }
}

function extremesOf(recipients: Float64Array, begin: number, end: number) {
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (let at = begin; at < end; at++) {
    const recipient = recipients[at] ?? 0;
    if (recipient < least) least = recipient;
    if (recipient > most) most = recipient;
  }
  return { least, most };
}
