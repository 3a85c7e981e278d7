import {
  BREAK,
  CLOSE,
  classOf,
  DIGIT,
  DOT,
  HYPHEN,
  INVISIBLE,
  OPEN,
  PLUS,
  SLASH,
  SPACE,
} from "./characters.ts";

/**
 * The groups of digits of the stretch at hand, and the gap before each. One set of
 * buffers for all: a page has many thousand stretches, and no scan is interrupted
 * by another.
 */
export const MAX_GROUPS = 64;
/** More digits than any number with its exit prefix; the rest of a longer run is not kept. */
export const MAX_DIGITS = 20;
/** White space counts once in a gap, however long it is. */
const MAX_GAP = 4;
const SPACES = (1 << SPACE) | (1 << BREAK);

export let groups = 0;
export const starts = new Int32Array(MAX_GROUPS);
export const ends = new Int32Array(MAX_GROUPS);
/** Where a group's digits begin in `digits`; one more for the end of the last. */
const firsts = new Int32Array(MAX_GROUPS + 1);
export const digits = new Uint8Array(MAX_GROUPS * MAX_DIGITS);
/** Which kinds of characters the gap has, one bit each. */
const kinds = new Int32Array(MAX_GROUPS);
const widths = new Int32Array(MAX_GROUPS);
/** Place of the gap's last opening parenthesis, and of its plus; -1 without. */
const opens = new Int32Array(MAX_GROUPS);
const pluses = new Int32Array(MAX_GROUPS);

export const startOf = (group: number): number => starts[group] as number;
export const endOf = (group: number): number => ends[group] as number;
export const firstOf = (group: number): number => firsts[group] as number;
export const gapOf = (group: number): number => kinds[group] as number;
export const widthOf = (group: number): number => widths[group] as number;
export const openOf = (group: number): number => opens[group] as number;
export const plusOf = (group: number): number => pluses[group] as number;
export const lengthOf = (group: number): number =>
  (firsts[group + 1] as number) - (firsts[group] as number);

/** Reads the groups from `from` to `to`; the place where they found no more room, else `to`. */
export function readGroups(text: string, from: number, to: number): number {
  groups = 0;
  let count = 0;
  let gap = 0;
  let width = 0;
  let open = -1;
  let plus = -1;
  let at = from;
  while (at < to) {
    const kind = classOf(text, at);
    if (kind !== DIGIT) {
      if (kind !== INVISIBLE) {
        const bit = 1 << kind;
        if ((bit & SPACES) === 0 || (gap & SPACES) === 0) width++;
        gap |= bit;
        if (kind === PLUS) plus = at;
        else if (kind === OPEN) open = at;
        else if (kind !== SPACE) plus = -1;
      }
      at++;
      continue;
    }
    if (groups === MAX_GROUPS) return at;
    starts[groups] = at;
    firsts[groups] = count;
    kinds[groups] = gap;
    widths[groups] = width;
    opens[groups] = open;
    pluses[groups] = plus;
    const limit = count + MAX_DIGITS;
    let end = at;
    for (; at < to; at++) {
      const inner = classOf(text, at);
      if (inner === DIGIT) {
        if (count < limit) digits[count++] = text.charCodeAt(at) & 15;
        end = at + 1;
      } else if (inner !== INVISIBLE) break;
    }
    ends[groups++] = end;
    firsts[groups] = count;
    gap = 0;
    width = 0;
    open = -1;
    plus = -1;
  }
  return to;
}

export const has = (group: number, kind: number): boolean =>
  ((kinds[group] as number) & (1 << kind)) !== 0;

/** The gap is one character of this kind and nothing else. */
export const isOnly = (group: number, kind: number): boolean =>
  widths[group] === 1 && kinds[group] === 1 << kind;

/** A hyphen or a dot alone: what stands on both sides belongs together. */
export const isTight = (group: number): boolean => isOnly(group, HYPHEN) || isOnly(group, DOT);

/** May well part two numbers: within one it is only taken where nothing shorter is whole. */
export const isLoose = (group: number): boolean =>
  has(group, BREAK) ||
  has(group, SLASH) ||
  ((widths[group] as number) > 1 && !has(group, OPEN) && !has(group, CLOSE));

/** The group can belong to the same written number as the one before it. */
export const continues = (group: number): boolean =>
  (widths[group] as number) <= MAX_GAP && (pluses[group] as number) < 0;
