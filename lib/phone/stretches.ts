import { BREAK, CAPITAL, classes, DIGIT, LETTER, PLUS } from "./characters.ts";
import { codes, hasPlus, kindAt, length } from "./loaded.ts";

/** A number has at least so many digits. */
export const MIN_DIGITS = 7;
/** A North American one has as many without its calling code. */
export const NANP_DIGITS = 10;

const A_PLUS = 0x1000;
/** What a character adds to the sum of a stretch: a digit one, a plus more than all digits. */
const tally = Uint16Array.from(classes.subarray(0, 128), (kind) =>
  kind === DIGIT ? 1 : kind === PLUS ? A_PLUS : 0,
);

/** Where the stretch last found ends. */
export let stretchEnd = 0;

/**
 * The next stretch of digits, and what is written between them, that may hold a
 * number: its start, or -1. Without a plus it must have `least` digits.
 *
 * Searches as Boyer and Moore do: a number, also one with a name in capitals, is
 * at least `width` characters of the right kinds in a row, so a wrong one at the end
 * of such a window rules all of it out. Text without digits costs less than reading it.
 */
export function nextStretch(from: number, least: number): number {
  const width = hasPlus ? Math.min(least, MIN_DIGITS + 1) : least;
  const end = length;
  /** Where the row of right characters begins; those before `known` have been seen. */
  let row = from;
  let known = from;
  let last = from + width - 1;
  while (last < end) {
    let at = last;
    while (at >= known && (classes[codes[at] as number] as number) > LETTER) at--;
    if (at >= known) {
      row = at + 1;
      known = last + 1;
      last = at + width;
      continue;
    }
    at = row;
    for (;;) {
      const start = at;
      while ((classes[codes[at] as number] as number) > CAPITAL) at++;
      let sum = 0;
      for (let i = start; i < at; i++) sum += tally[codes[i] as number] as number;
      const count = sum % A_PLUS;
      if (count >= least || (sum > count && count >= MIN_DIGITS) || (count > 2 && isName(at))) {
        stretchEnd = at;
        return start;
      }
      if (classes[codes[at] as number] !== CAPITAL) break;
      while (classes[codes[at] as number] === CAPITAL) at++;
    }
    row = at + 1;
    known = row;
    last = at + width;
  }
  return -1;
}

/** "800-FLOWERS", "(800) FLOWERS": two capitals or more behind a gap, no line break. */
export function isName(at: number): boolean {
  if (kindAt(at) !== CAPITAL || at + 1 >= length) return false;
  const gap = kindAt(at - 1);
  return gap !== DIGIT && gap !== BREAK && kindAt(at + 1) !== LETTER;
}
