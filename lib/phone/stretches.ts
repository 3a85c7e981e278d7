import { BREAK, classOf, DIGIT, LETTER, PLUS } from "./characters.ts";

/** A number has at least so many digits. */
export const MIN_DIGITS = 7;
/** No number is written in fewer characters in a row before letters or the end: "800-". */
const STRIDE = 4;

/** Where the stretch last found ends. */
export let stretchEnd = 0;

/**
 * The next stretch of digits, and what is written between them, that may hold a
 * number: its start, or -1. Without a plus it must have `least` digits. Looks at every
 * fourth character only and counts on from there, so text without digits costs less
 * than reading it.
 */
export function nextStretch(text: string, from: number, least: number): number {
  const { length } = text;
  let floor = from;
  let probe = from + STRIDE - 1;
  while (probe < length) {
    let kind = classOf(text, probe);
    if (kind <= LETTER) {
      probe += STRIDE;
      continue;
    }
    let digits = 0;
    let plus = false;
    let end = probe;
    do {
      if (kind === DIGIT) digits++;
      else if (kind === PLUS) plus = true;
      end++;
      kind = end < length ? classOf(text, end) : LETTER;
    } while (kind > LETTER);
    let start = probe;
    while (start > floor) {
      kind = classOf(text, start - 1);
      if (kind <= LETTER) break;
      if (kind === DIGIT) digits++;
      else if (kind === PLUS) plus = true;
      start--;
    }
    if (digits >= least || (plus && digits >= MIN_DIGITS) || (digits > 2 && isName(text, end))) {
      stretchEnd = end;
      return start;
    }
    floor = end + 1;
    probe = end + STRIDE;
  }
  return -1;
}

/** "800-FLOWERS", "(800) FLOWERS": two capitals or more behind a gap, no line break. */
function isName(text: string, at: number): boolean {
  if (at + 1 >= text.length || !isCapital(text, at)) return false;
  const gap = classOf(text, at - 1);
  return gap !== DIGIT && gap !== BREAK && !isSmall(text, at + 1);
}

const isCapital = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code > 64 && code < 91;
};

const isSmall = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code > 96 && code < 123;
};

/**
 * Start and end, in turn, of those parts of a large text that may hold numbers: a
 * cheap look before its nodes are visited. Joining nodes never hides a part.
 */
export function digitStretches(text: string): number[] {
  const found: number[] = [];
  for (let at = 0; at >= 0; ) {
    at = nextStretch(text, found.at(-1) ?? 0, MIN_DIGITS);
    if (at >= 0) found.push(at, stretchEnd);
  }
  return found;
}

/** A cheap test whether a text can hold a number at all. */
export const hasDigitRun = (text: string): boolean => nextStretch(text, 0, MIN_DIGITS) >= 0;
