import {
  BREAK,
  CLOSE,
  classes,
  DIGIT,
  DOT,
  HYPHEN,
  INVISIBLE,
  OPEN,
  PLUS,
  SLASH,
  SPACE,
} from "./characters.ts";
import { codes, kindAt } from "./loaded.ts";

/**
 * The groups of digits of the stretch at hand, and the gap before each. One set of
 * buffers for all: a page has many thousand stretches, and no scan is interrupted
 * by another.
 */
export const MAX_GROUPS = 64;
/** More digits than any number with its exit prefix; the rest of a longer run is not kept. */
export const MAX_DIGITS = 20;
/** Characters of a gap within a number; white space counts once, however long it is. */
const MAX_GAP = 4;
const SPACES = (1 << SPACE) | (1 << BREAK);
/** A gap's kinds of characters lie in the low bits, one each; above them their count. */
const ONE = 1 << 16;

export let groups = 0;
export const digits = new Uint8Array(MAX_GROUPS * MAX_DIGITS);
const starts = new Int32Array(MAX_GROUPS);
const ends = new Int32Array(MAX_GROUPS);
/** Where a group's digits begin in `digits`; one more for the end of the last. */
const firsts = new Int32Array(MAX_GROUPS + 1);
const gaps = new Int32Array(MAX_GROUPS);

export const startOf = (group: number): number => starts[group] as number;
export const endOf = (group: number): number => ends[group] as number;
export const firstOf = (group: number): number => firsts[group] as number;
export const lengthOf = (group: number): number =>
  (firsts[group + 1] as number) - (firsts[group] as number);

/** Reads the groups of a stretch from `from` to its end `to`; the place where they found no more room, else `to`. */
export function readGroups(from: number, to: number): number {
  let count = 0;
  let gap = 0;
  let group = 0;
  let at = from;
  while (at < to) {
    let code = codes[at] as number;
    let kind = classes[code] as number;
    if (kind !== DIGIT) {
      at++;
      if (kind === INVISIBLE) continue;
      const bit = 1 << kind;
      if ((bit & SPACES) === 0 || (gap & SPACES) === 0) gap += ONE;
      gap |= bit;
      continue;
    }
    if (group === MAX_GROUPS) break;
    starts[group] = at;
    firsts[group] = count;
    gaps[group] = gap;
    const limit = count + MAX_DIGITS;
    for (;;) {
      do {
        if (count < limit) digits[count++] = code & 15;
        code = codes[++at] as number;
        kind = classes[code] as number;
      } while (kind === DIGIT);
      ends[group] = at;
      // A number goes on behind marks that are not seen.
      while (kind === INVISIBLE) {
        code = codes[++at] as number;
        kind = classes[code] as number;
      }
      if (kind !== DIGIT) break;
    }
    group++;
    gap = 0;
  }
  groups = group;
  firsts[group] = count;
  return at;
}

/** The gap before a group has a character of this kind. */
export const has = (group: number, kind: number): boolean =>
  ((gaps[group] as number) & (1 << kind)) !== 0;

/** It is one character of this kind and nothing else. */
export const isOnly = (group: number, kind: number): boolean => gaps[group] === (ONE | (1 << kind));

export const isOne = (group: number): boolean => (gaps[group] as number) >> 16 === 1;

/** Gaps alike in what they are made of. */
export const areAlike = (a: number, b: number): boolean => gaps[a] === gaps[b];

/** A hyphen or a dot alone: what stands on both sides belongs together. */
export const isTight = (group: number): boolean => isOnly(group, HYPHEN) || isOnly(group, DOT);

/** May well part two numbers: within one it is only taken where nothing shorter is whole. */
export const isLoose = (group: number): boolean => {
  const gap = gaps[group] as number;
  if ((gap & ((1 << BREAK) | (1 << SLASH))) !== 0) return true;
  return gap >= 2 * ONE && (gap & ((1 << OPEN) | (1 << CLOSE))) === 0;
};

/** The group can belong to the same written number as the one before it. */
export const continues = (group: number): boolean => {
  const gap = gaps[group] as number;
  return gap < (MAX_GAP + 1) * ONE && (gap & (1 << PLUS)) === 0;
};

/** Place of the plus that a group is written with, "+ (1"; -1 without. */
export function plusOf(group: number): number {
  if (!has(group, PLUS)) return -1;
  let at = startOf(group) - 1;
  for (;;) {
    const kind = kindAt(at);
    if (kind === PLUS) return at;
    if (kind !== SPACE && kind !== OPEN && kind !== INVISIBLE) return -1;
    at--;
  }
}
