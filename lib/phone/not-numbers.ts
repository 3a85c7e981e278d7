import { DOT, HYPHEN, SLASH } from "./characters.ts";
import { digits, firstOf, gapOf, groups, isOnly, lengthOf, widthOf } from "./groups.ts";

const amountOf = (group: number): number => {
  let value = 0;
  for (let at = firstOf(group); at < firstOf(group + 1); at++) {
    value = value * 10 + (digits[at] as number);
  }
  return value;
};

/** 2026-11-23, 11/23/2026, 23.11.26: year first or last, alike gaps, and nothing follows alike. */
function dateAt(at: number): number {
  if (at + 2 >= groups) return 0;
  const gap = [HYPHEN, SLASH, DOT].find((kind) => isOnly(at + 1, kind));
  if (gap === undefined || !isOnly(at + 2, gap)) return 0;
  if (at + 3 < groups && isOnly(at + 3, gap)) return 0;
  const [a, b, c] = [lengthOf(at), lengthOf(at + 1), lengthOf(at + 2)];
  if (b > 2 || (a === 4 ? c > 2 : a > 2 || (c !== 4 && c !== 2))) return 0;
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
  let group = at;
  while (group < groups && lengthOf(group) === 4 && (group === at || widthOf(group) === 1)) group++;
  const rest = group < groups && widthOf(group) === 1 ? lengthOf(group) : 0;
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
export const isCompactDate = (from: number, to: number): boolean => {
  const d = (index: number): number => digits[from + index] as number;
  const century = d(0) * 10 + d(1);
  const month = d(4) * 10 + d(5);
  const day = d(6) * 10 + d(7);
  return (
    to - from === 8 &&
    (century === 19 || century === 20) &&
    month > 0 &&
    month < 13 &&
    day > 0 &&
    day < 32
  );
};

/** 415-55-2671, 123.456.789-09: hyphens as in a social security number, or mixed with dots. */
export function isIdShaped(at: number, to: number): boolean {
  let gaps = 0;
  for (let group = at + 1; group < to; group++) gaps |= gapOf(group);
  const mixed = (1 << HYPHEN) | (1 << DOT);
  if ((gaps & mixed) === mixed) return true;
  return (
    to - at === 3 &&
    gaps === 1 << HYPHEN &&
    lengthOf(at) === 3 &&
    lengthOf(at + 1) === 2 &&
    lengthOf(at + 2) === 4
  );
}
