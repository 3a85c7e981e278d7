import { classOf, DIGIT, LETTER } from "./characters.ts";

/** A number has at least so many digits. */
export const MIN_DIGITS = 7;
/** No number is written in fewer characters in a row before letters or the end: "800-". */
const STRIDE = 4;

/** Where the stretch last found ends. */
export let stretchEnd = 0;

/**
 * The next stretch of digits and what is written between them, from `from` on:
 * its start, or -1. Looks at every fourth character only, so prose costs next to
 * nothing.
 */
export function nextStretch(text: string, from: number): number {
  const { length } = text;
  for (let probe = from + STRIDE - 1; probe < length; probe += STRIDE) {
    if (classOf(text, probe) <= LETTER) continue;
    let start = probe;
    while (start > from && classOf(text, start - 1) > LETTER) start--;
    let end = probe + 1;
    while (end < length && classOf(text, end) > LETTER) end++;
    if (end - start >= STRIDE) {
      stretchEnd = end;
      return start;
    }
    probe = end;
  }
  return -1;
}

const isVanity = (text: string, start: number, end: number): boolean =>
  /8\d\d[^\dA-Z]{1,3}$/.test(text.slice(Math.max(start, end - 6), end)) &&
  /^[A-Z]/.test(text.slice(end, end + 1));

/** Whether so much of a text can hold a number. */
function mayHoldNumber(text: string, start: number, end: number): boolean {
  let digits = 0;
  for (let at = start; at < end; at++) {
    if (classOf(text, at) === DIGIT && ++digits === MIN_DIGITS) return true;
  }
  return digits > 2 && isVanity(text, start, end);
}

/**
 * Start and end, in turn, of those parts of a large text that may hold numbers: a
 * cheap look before its nodes are visited. Joining nodes never hides a part.
 */
export function digitStretches(text: string): number[] {
  const found: number[] = [];
  for (let at = nextStretch(text, 0); at >= 0; at = nextStretch(text, stretchEnd)) {
    if (mayHoldNumber(text, at, stretchEnd)) found.push(at, stretchEnd);
  }
  return found;
}

/** A cheap test whether a text can hold a number at all. */
export function hasDigitRun(text: string): boolean {
  for (let at = nextStretch(text, 0); at >= 0; at = nextStretch(text, stretchEnd)) {
    if (mayHoldNumber(text, at, stretchEnd)) return true;
  }
  return false;
}
