import { BREAK, CAPITAL, classes, DIGIT, INVISIBLE, LETTER, PLUS } from "./characters.ts";
import { codes, hasPlus, kindAt, length } from "./loaded.ts";

/** A number has at least so many digits. */
export const MIN_DIGITS = 7;
/** A North American one has as many without its calling code. */
export const NANP_DIGITS = 10;

/** What a character adds to the shape of a stretch: whether it is a digit, a zero, a plus, or not seen. */
const ZERO = 1 << 16;
const UNSEEN = 1 << 29;
const A_PLUS = 1 << 30;
const WRONG = -1;
const marks = Int32Array.from(classes.subarray(0, 256), (kind, code) => {
  if (kind <= CAPITAL) return WRONG;
  if (kind === DIGIT) return code === 48 ? ZERO | 1 : 1;
  return kind === PLUS ? A_PLUS : kind === INVISIBLE ? UNSEEN : 0;
});

/** A stretch of so many characters has its shape in a few bits. */
const MAX_SHAPE = 14;
/** A 1 for a digit, a 0 for a gap: 3-3-4, 3-3-2-2, 3-7, 6-4 or 10 digits, perhaps behind a 1. */
const NANP_SHAPE = /(^|0)(10*)?(1{10}|1{6}0+1{4}|1110+(1{7}|1110+(1{4}|110+11)))(0|$)/;
/** 3-3-4 or 10 and nothing else. */
const WHOLE_SHAPE = /^10+111(0+1110+|111)1{4}0*$/;
/** Of each shape met whether it is one of these. */
const NONE = 1;
const SOME = 2;
const WHOLE = 3;
const shapes = new Uint8Array(4 << MAX_SHAPE);

/** Whether digits up to `end` are parted as North American numbers are, or begin as exit prefixes do: 00, 011. */
function nanpShape(window: number, size: number, end: number): number {
  let zeros = ((window >> 16) & ~(window >> 1)) >> (NANP_DIGITS - 1);
  for (let at = end - NANP_DIGITS + 1; zeros !== 0; at--, zeros >>= 1) {
    const next = codes[at] as number;
    if ((zeros & 1) === 1 && (next < 50 || next > 57)) return SOME;
  }
  const shape = (window & 0xffff) | (2 << size);
  let known = shapes[shape] as number;
  if (known === 0) {
    const bits = shape.toString(2);
    known = WHOLE_SHAPE.test(bits) ? WHOLE : NANP_SHAPE.test(bits) ? SOME : NONE;
    shapes[shape] = known;
  }
  return known;
}

/** Where the stretch last found ends. */
export let stretchEnd = 0;
/** It is digits as of one North American number, 4155552671 or parted 3-3-4, and no plus. */
export let isWholeNanp = false;

/**
 * Where the next `width` characters of the right kinds in a row begin, or -1. Searches as
 * Boyer and Moore do: a wrong one at the end of such a window rules all of it out, and text
 * without digits costs less than reading it.
 */
function nextRow(from: number, width: number): number {
  const end = length;
  let row = from;
  /** Those before it have been seen. */
  let known = from;
  let last = from + width - 1;
  while (last < end) {
    let at = last;
    while (at >= known && (classes[codes[at] as number] as number) > LETTER) at--;
    if (at < known) return row;
    row = at + 1;
    known = last + 1;
    last = at + width;
  }
  return -1;
}

/**
 * The next stretch of digits, and what is written between them, that may hold a
 * number: its start, or -1. Without a plus it must have `least` digits, and where
 * `nanp` says so, be parted as North American numbers are. A number is at least that
 * many characters, also one that ends in a name in capitals.
 */
export function nextStretch(from: number, least: number, nanp: boolean): number {
  const width = hasPlus ? Math.min(least, MIN_DIGITS + 1) : least;
  let at = from;
  for (;;) {
    const row = nextRow(at, width);
    if (row < 0) return -1;
    at = row;
    let window = 0;
    let count = 0;
    let all = 0;
    let mark = marks[codes[at] as number] as number;
    while (mark !== WRONG) {
      window = (window << 1) | mark;
      count += mark & 1;
      all |= mark;
      mark = marks[codes[++at] as number] as number;
    }
    const size = at - row;
    let shape = count >= (all < A_PLUS ? least : MIN_DIGITS) ? SOME : NONE;
    if (nanp && shape === SOME && all < UNSEEN && size <= MAX_SHAPE)
      shape = nanpShape(window, size, at);
    if (count > 2 && isName(at)) shape = SOME;
    if (shape !== NONE) {
      isWholeNanp = shape === WHOLE;
      stretchEnd = at;
      return row;
    }
    do at++;
    while (classes[codes[at] as number] === CAPITAL);
  }
}

/** "800-FLOWERS", "(800) FLOWERS": two capitals or more behind a gap, no line break. */
export function isName(at: number): boolean {
  if (kindAt(at) !== CAPITAL || at + 1 >= length) return false;
  const gap = kindAt(at - 1);
  return gap !== DIGIT && gap !== BREAK && kindAt(at + 1) !== LETTER;
}
