import { DIGIT, INVISIBLE, OPEN, PLUS } from "./characters.ts";
import type { E164 } from "./e164.ts";
import { base, codes, kindAt, length, load } from "./loaded.ts";
import { asNanp, codeLength, international, isNanp } from "./numbering-plan.ts";
import { isName, MIN_DIGITS, NANP_DIGITS, nextStretch, stretchEnd } from "./stretches.ts";

/** The parts of a text that may hold numbers, in order. */
export interface Stretches {
  /** Start and end of each, in turn. */
  readonly bounds: readonly number[];
  /**
   * Of each the numbers that may be in it, wherever its texts begin and end: all that a
   * scan can find, and some that it does not. Null: it may hold others than North American.
   */
  readonly possible: readonly (readonly E164[] | null)[];
}

/** In longer rows of digits too much is possible: with gaps between them, and without. */
const MAX_ROW = 40;
const MAX_TOGETHER = 12;
const row = new Uint8Array(MAX_ROW);
/** What a digit stands behind: 0 for no gap, 2 for one in which a parenthesis opens. */
const gaps = new Uint8Array(MAX_ROW);
/** Digits of the longest number with its calling and trunk codes. */
const MAX_ABROAD = 18;

/** "011 44 20 …", "00 44 20 …": an exit prefix and a calling code that is not 1. */
function leavesPlan(at: number, count: number): boolean {
  if (row[at] !== 0) return false;
  const after = row[at + 1] === 0 ? at + 2 : row[at + 1] === 1 && row[at + 2] === 1 ? at + 3 : 0;
  return after > 0 && after + MIN_DIGITS <= count && (row[after] as number) > 1;
}

/** Whether ten digits may be one number, wherever texts begin and end. */
function mayBeNanp(from: number, count: number): boolean {
  const end = from + NANP_DIGITS;
  if (end > count || !isNanp(row, from, end)) return false;
  for (let place = 1; place < NANP_DIGITS; place++) {
    if (gaps[from + place] === 2) return false;
  }
  return true;
}

/** Numbers abroad without a plus, as a label may have them read: digits together, or the code alone. */
function addAbroad(from: number, count: number, found: E164[]): void {
  if (from + NANP_DIGITS >= count || (row[from] as number) < 2) return;
  let together = from + 1;
  while (together < count && gaps[together] === 0) together++;
  const isCode = together - from === codeLength(row, from);
  if (!isCode && together - from <= NANP_DIGITS) return;
  const last = Math.min(isCode ? count : together, from + MAX_ABROAD);
  for (let end = from + 2; end <= last; end++) {
    if (gaps[end - 1] === 2) return;
    if (end - from <= NANP_DIGITS) continue;
    const value = international(row, from, end);
    if (value > 0) found.push(`+${value}` as E164);
  }
}

/** All numbers that may be in a stretch; null when also others are possible. */
function possibleIn(start: number, end: number): readonly E164[] | null {
  let count = 0;
  let plus = false;
  let gap = 0;
  let together = 0;
  for (let at = start; at < end; at++) {
    const kind = kindAt(at);
    if (kind !== DIGIT) {
      if (kind === PLUS) plus = true;
      if (kind !== INVISIBLE) gap = Math.max(gap, kind === OPEN ? 2 : 1);
      continue;
    }
    const digit = (codes[at] as number) & 15;
    together = gap === 0 ? together + 1 : 1;
    if (count === MAX_ROW || together > MAX_TOGETHER || (plus && digit !== 1)) return null;
    gaps[count] = gap;
    row[count++] = digit;
    plus = false;
    gap = 0;
  }
  if (isName(end)) return null;
  const found: E164[] = [];
  for (let at = 0; at < count; at++) {
    if (leavesPlan(at, count)) return null;
    if (mayBeNanp(at, count)) found.push(asNanp(row, at) as E164);
    addAbroad(at, count, found);
  }
  return found;
}

/**
 * A cheap look at a large text before its nodes are visited; joining nodes never hides
 * a part. `nanp`: numbers without a plus are North American.
 */
export function numberStretches(text: string, nanp: boolean): Stretches {
  const bounds: number[] = [];
  const possible: (readonly E164[] | null)[] = [];
  const least = nanp ? NANP_DIGITS : MIN_DIGITS;
  for (let from = 0; from < text.length; from += length) {
    load(text, from);
    for (
      let at = nextStretch(0, least, false);
      at >= 0;
      at = nextStretch(stretchEnd, least, false)
    ) {
      bounds.push(base + at, base + stretchEnd);
      possible.push(nanp ? possibleIn(at, stretchEnd) : null);
    }
  }
  return { bounds, possible };
}
