import {
  BREAK,
  CAPITAL,
  classes,
  classOf,
  DIGIT,
  inFewShapes,
  LETTER,
  PLUS,
} from "./characters.ts";

/** A number has at least so many digits. */
export const MIN_DIGITS = 7;

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
export function nextStretch(text: string, from: number, least: number): number {
  const { length } = text;
  // A plus takes a place too: "+1" and so on.
  const width = least > MIN_DIGITS ? least - 1 : MIN_DIGITS;
  /** Where the row of right characters begins; those before `known` have been seen. */
  let row = from;
  let known = from;
  let last = from + width - 1;
  while (last < length) {
    let at = last;
    while (at >= known && (classes[text.charCodeAt(at)] as number) > LETTER) at--;
    if (at >= known) {
      row = at + 1;
      known = last + 1;
      last = at + width;
      continue;
    }
    at = row;
    let kind = classes[text.charCodeAt(at)] as number;
    while (kind > LETTER) {
      let digits = 0;
      let plus = false;
      const start = at;
      while (kind > CAPITAL) {
        if (kind === DIGIT) digits++;
        else if (kind === PLUS) plus = true;
        kind = ++at < length ? (classes[text.charCodeAt(at)] as number) : 0;
      }
      if (digits >= least || (plus && digits >= MIN_DIGITS) || (digits > 2 && isName(text, at))) {
        stretchEnd = at;
        return start;
      }
      while (kind === CAPITAL) kind = ++at < length ? (classes[text.charCodeAt(at)] as number) : 0;
    }
    row = at + 1;
    known = row;
    last = at + width;
  }
  return -1;
}

/** "800-FLOWERS", "(800) FLOWERS": two capitals or more behind a gap, no line break. */
function isName(text: string, at: number): boolean {
  if (at + 1 >= text.length || classOf(text, at) !== CAPITAL) return false;
  const gap = classOf(text, at - 1);
  return gap !== DIGIT && gap !== BREAK && classOf(text, at + 1) !== LETTER;
}
/**
 * Start and end, in turn, of those parts of a large text that may hold numbers: a
 * cheap look before its nodes are visited. Joining nodes never hides a part.
 */
export function digitStretches(text: string): number[] {
  const shaped = inFewShapes(text);
  const found: number[] = [];
  for (let at = 0; at >= 0; ) {
    at = nextStretch(shaped, found.at(-1) ?? 0, MIN_DIGITS);
    if (at >= 0) found.push(at, stretchEnd);
  }
  return found;
}

/** A cheap test whether a text can hold a number at all. */
export const hasDigitRun = (text: string): boolean =>
  text.length >= MIN_DIGITS && nextStretch(inFewShapes(text), 0, MIN_DIGITS) >= 0;
