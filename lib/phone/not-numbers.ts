import { DOT, HYPHEN, SLASH } from "./characters.ts";
import {
  areAlike,
  digits,
  firstOf,
  groups,
  has,
  isOne,
  isOnly,
  isTight,
  lengthOf,
} from "./groups.ts";
import { append } from "./numbering-plan.ts";

const amountOf = (group: number): number => append(0, digits, firstOf(group), firstOf(group + 1));

/** 2026-11-23, 11/23/2026, 23.11.26: year first or last, alike gaps, and nothing follows alike. */
function dateAt(at: number): number {
  if (at + 2 >= groups || !areAlike(at + 1, at + 2)) return 0;
  if (!isTight(at + 1) && !isOnly(at + 1, SLASH)) return 0;
  if (at + 3 < groups && areAlike(at + 1, at + 3)) return 0;
  const a = lengthOf(at);
  const c = lengthOf(at + 2);
  if (lengthOf(at + 1) > 2 || (a === 4 ? c > 2 : a > 2 || (c !== 4 && c !== 2))) return 0;
  const day = amountOf(a === 4 ? at + 2 : at);
  const month = amountOf(at + 1);
  return day > 0 && month > 0 && Math.max(day, month) < 32 && Math.min(day, month) < 13 ? 3 : 0;
}

/** Four numbers up to 255 between dots. */
function addressAt(at: number): number {
  if (at + 3 >= groups) return 0;
  for (let group = at; group < at + 4; group++) {
    if (group > at && !isOnly(group, DOT)) return 0;
    if (lengthOf(group) > 3 || amountOf(group) > 255) return 0;
    if (lengthOf(group) > 1 && digits[firstOf(group)] === 0) return 0;
  }
  return 4;
}

/** Cards, IBANs, parcels: groups of four, fourteen digits or more. */
function foursAt(at: number): number {
  if (lengthOf(at) !== 4) return 0;
  let group = at;
  while (group < groups && lengthOf(group) === 4 && (group === at || isOne(group))) group++;
  const rest = group < groups && isOne(group) ? lengthOf(group) : 0;
  const fours = group - at;
  if (rest > 0 && rest < 4) return fours * 4 + rest < 14 ? 0 : fours + 1;
  return fours < 4 ? 0 : fours;
}

/** How many groups from `at` on are a date, an address or a card; 0 for none. */
export function notNumberAt(at: number): number {
  if (lengthOf(at) > 4) return 0;
  return dateAt(at) || addressAt(at) || foursAt(at);
}

/** 20261123: a day written without gaps. */
export function isCompactDate(from: number, to: number): boolean {
  if (to - from !== 8) return false;
  const value = append(0, digits, from, to);
  const month = Math.floor(value / 100) % 100;
  const day = value % 100;
  return value >= 19e6 && value < 21e6 && month > 0 && month < 13 && day > 0 && day < 32;
}

/** 415-55-2671, 123.456.789-09: hyphens as in a social security number, or mixed with dots. */
export function isIdShaped(at: number, to: number): boolean {
  let dot = false;
  let hyphen = false;
  for (let group = at + 1; group < to; group++) {
    dot ||= has(group, DOT);
    hyphen ||= has(group, HYPHEN);
  }
  if (dot && hyphen) return true;
  return (
    to - at === 3 &&
    isOnly(at + 1, HYPHEN) &&
    isOnly(at + 2, HYPHEN) &&
    lengthOf(at) === 3 &&
    lengthOf(at + 1) === 2 &&
    lengthOf(at + 2) === 4
  );
}
