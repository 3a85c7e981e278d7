import { BREAK, CLOSE, DIGIT, DOT, OPEN, PLUS, SPACE } from "./characters.ts";
import type { E164 } from "./e164.ts";
import {
  askLater,
  BARE,
  type Beside,
  kindBeside,
  MARKED,
  PARTED,
  speaksAgainst,
} from "./evidence.ts";
import {
  continues,
  digits,
  endOf,
  firstOf,
  groups,
  has,
  isLoose,
  isOnly,
  isTight,
  lengthOf,
  MAX_DIGITS,
  plusOf,
  readGroups,
  startOf,
} from "./groups.ts";
import { base, codes, hasPlus, kindAt, length, load } from "./loaded.ts";
import { isCompactDate, isIdShaped, notNumberAt } from "./not-numbers.ts";
import {
  append,
  asNanp,
  codeLength,
  exitLength,
  international,
  isNanp,
  NANP,
  national,
  type Plan,
  planOf,
  TOLL_FREE,
} from "./numbering-plan.ts";
import {
  isName,
  isWholeNanp,
  MIN_DIGITS,
  NANP_DIGITS,
  nextStretch,
  stretchEnd,
} from "./stretches.ts";
import { joinsName, nameEnd, readName } from "./vanity.ts";
import { PHONE } from "./words.ts";

export type { Beside } from "./evidence.ts";

export interface NumberMatch {
  /** UTF-16 offset of the number's first character. */
  readonly start: number;
  /** Offset after its last. */
  readonly end: number;
  readonly number: E164;
}

/** Stands between texts that are joined for one scan: no number reaches across it. */
export const BOUNDARY = "\x1f";

/** Digits of a number with its exit and trunk prefixes. */
const MAX_WRITTEN = 18;

/** A page is scanned in many texts, all for one country. */
let lastCountry = "US";
let plan = planOf(lastCountry);
/** All digits of the text at hand are known to be phone numbers. */
let trusted = false;
/** Digits of its shortest number without a plus. */
let least = MIN_DIGITS;
let found: NumberMatch[] = [];
/** Everything before it has been decided. */
let floor = 0;

/** What the last match found: the group after its last, and its E.164 digits as a number. */
let matchTo = 0;
let matchValue = 0;
/** Where its ten digits begin, when it is North American and the value is 0. */
let matchFrom = 0;

/** Parted where North American numbers are: 1 415 555 26 71. */
function isUsuallyParted(at: number, to: number, lead: number): boolean {
  let cuts = 0;
  let breaks = false;
  for (let group = at + 1; group < to; group++) {
    const place = firstOf(group) - firstOf(at) - lead;
    cuts |= 1 << place;
    if (has(group, BREAK) && !has(group, CLOSE)) breaks = true;
  }
  const full = (cuts & 0b1001000) === 0b1001000;
  if ((cuts & ~0b101001001) !== 0) return false;
  // "415.5552671" is a fraction.
  if (to === at + 2 && isOnly(at + 1, DOT) && cuts !== 1) return false;
  return full || (!breaks && (cuts & 0b100000000) === 0);
}

/** "33 (0)6 12 34 56 78": a parenthesis opens where no area code begins. */
function opensWithin(at: number, to: number, lead: number): boolean {
  for (let group = at + 1; group < to; group++) {
    if (has(group, OPEN) && firstOf(group) - firstOf(at) !== lead) return true;
  }
  return false;
}

function matchNanp(at: number, sure: boolean): boolean {
  const from = firstOf(at);
  const lead = digits[from] === 1 ? 1 : 0;
  const end = from + lead + 10;
  let to = at + 1;
  while (to < groups && firstOf(to) < end && continues(to)) to++;
  if (firstOf(to) !== end || !isNanp(digits, from + lead, end)) return false;
  if (opensWithin(at, to, lead) || (!sure && !isUsuallyParted(at, to, lead))) return false;
  // "212-3456789-1234567" goes on; a short group behind a fully parted number may be an extension.
  if (to < groups && isTight(to) && (to - at < 3 || lengthOf(to) > 5)) return false;
  matchTo = to;
  matchFrom = from + lead;
  matchValue = 0;
  return true;
}

/**
 * The longest number from a group on that is whole before a gap that may part two:
 * a national one of a plan, or without a plan one behind `skip` digits of an exit prefix.
 */
function extend(at: number, own: Plan | null, skip: number): boolean {
  const from = firstOf(at);
  matchValue = 0;
  for (let to = at + 1; to <= groups; to++) {
    const last = to - 1;
    if (last > at) {
      if (!continues(last)) break;
      if (matchValue > 0 && (isLoose(last) || (own && beginsAnew(last)))) break;
      if (has(last, OPEN) && firstOf(last) - from - skip > 5) break;
    }
    const end = firstOf(to);
    if (end - from > MAX_WRITTEN) break;
    if (end - from < MIN_DIGITS) continue;
    const value = own
      ? national(own, digits, from, end, trusted)
      : international(digits, from + skip, end);
    if (value > 0 && isWellParted(at, to, value, own)) {
      matchValue = value;
      matchTo = to;
    }
  }
  return matchValue > 0;
}

/**
 * A number abroad without plus or prefix, where numbers are North American: its digits
 * stand together, or its calling code alone. Else a row of other numbers would be one.
 */
function isWellParted(at: number, to: number, value: number, own: Plan | null): boolean {
  const from = firstOf(at);
  const end = firstOf(to);
  if (value < 2e10 && value > 1e10) return !opensWithin(at, to, end - from - NANP_DIGITS);
  if (own?.code !== NANP || to === at + 1) return true;
  return lengthOf(at) === codeLength(digits, from) && !opensWithin(at, to, 0);
}

function matchPlan(at: number, plus: boolean): boolean {
  if (plus) return extend(at, null, 0);
  const skip = exitLength(plan, digits, firstOf(at), firstOf(groups));
  // In North America what begins with 0 is an exit prefix, or no number.
  if (skip === 0 && plan.code === NANP && !trusted) return false;
  const leaves = skip > 0 && extend(at, null, skip);
  if (!leaves && !extend(at, plan, 0)) return false;
  return (trusted || isWhole(at, matchTo)) && !(matchTo < groups && isTight(matchTo));
}

/** "030 901820 0151 2345678": a trunk prefix and an area code begin another number. */
const beginsAnew = (group: number): boolean =>
  lengthOf(group) > 2 && digits[firstOf(group)] === 0 && digits[firstOf(group) + 1] !== 0;

/** A number without plus may also be a part of a longer row of digits, an id, a day. */
function isWhole(at: number, to: number): boolean {
  const two = to === at + 2;
  if (isIdShaped(at, to)) return false;
  if (digits[firstOf(at)] === plan.trunk.charCodeAt(0) - 48 || digits[firstOf(at)] === 0) {
    return !(two && isOnly(at + 1, DOT) && lengthOf(at) === 1);
  }
  if (two && isOnly(at + 1, DOT)) return false;
  if (to === at + 1) return !isCompactDate(firstOf(at), firstOf(to));
  const row = (group: number): boolean => isOnly(group, SPACE) && lengthOf(group) < 4;
  if (to < groups && row(to) && notNumberAt(to) === 0) return false;
  return !(at > 0 && isOnly(at, SPACE) && lengthOf(at - 1) < 4 && isOnly(at + 1, SPACE));
}

/** A toll-free number that ends in a name, from the last groups of a stretch: the group it begins at, or -1. */
function matchName(end: number): number {
  const last = groups - 1;
  skipOthers(groups);
  if (last < free) return -1;
  const areaOf = (group: number): number =>
    lengthOf(group) === 3 ? append(0, digits, firstOf(group), firstOf(group + 1)) : 0;
  let at = last;
  if (!TOLL_FREE.includes(areaOf(at)) && at > free && continues(at)) at--;
  if (!TOLL_FREE.includes(areaOf(at))) return -1;
  const area = firstOf(at);
  const long = at > free && continues(at) && lengthOf(at - 1) === 1 && digits[area - 1] === 1;
  if (!joinsName(endOf(last), end, long)) return -1;
  if (!readName(end, digits, firstOf(groups), area + 10)) return -1;
  matchFrom = area;
  matchValue = 0;
  return long ? at - 1 : at;
}

/** The last parenthesis that opens before a number's first digit, where it stands right before its start; else that. */
function openBefore(digit: number, start: number): number {
  let open = digit - 1;
  while (kindAt(open) !== OPEN) open--;
  return open < start && start - open < 3 ? open : start;
}

/** The parenthesis before the number's first group belongs to it, when one of its gaps closes it. */
function startOfMatch(at: number, to: number, end: number): number {
  const plus = plusOf(at);
  const start = plus >= 0 ? plus : startOf(at);
  if (!has(at, OPEN)) return start;
  for (let group = at + 1; group < to; group++)
    if (has(group, CLOSE)) return openBefore(startOf(at), start);
  // "(800) FLOWERS"
  return end > 0 && kindAt(endOf(to - 1)) === CLOSE ? openBefore(startOf(at), start) : start;
}

/** Whether digits from a group on fit a plan: `matchTo` and its neighbours tell which. */
function matches(at: number, plus: boolean): boolean {
  // No North American number begins with 0, but an exit prefix does.
  const first = digits[firstOf(at)];
  const nanp = plus ? first === 1 : plan.code === NANP && first !== 0;
  if (nanp && matchNanp(at, trusted || plus)) return true;
  return (!nanp || plus || trusted) && matchPlan(at, plus);
}

/** What was matched from a group on is a number by its surroundings too. */
function isNumber(at: number, plus: boolean): boolean {
  let strength = matchTo > at + 1 ? PARTED : BARE;
  if (plus || has(matchTo - 1, CLOSE) || (matchTo > at + 2 && has(at + 1, CLOSE))) {
    strength = MARKED;
  }
  return !speaksAgainst(startOf(at), endOf(matchTo - 1), floor, strength, trusted);
}

function push(start: number, end: number): void {
  const number = (matchValue > 0 ? `+${matchValue}` : asNanp(digits, matchFrom)) as E164;
  found.push({ start: base + start, end: base + end, number });
  floor = end;
}

/** Groups before it are no part of a number that begins behind them: numbers, dates, addresses, cards. */
let free = 0;

/** Most digits fit no plan, so what else they are is only asked where some do. */
function skipOthers(to: number): void {
  for (let at = free; at < to; ) {
    const other = notNumberAt(at);
    at += other || 1;
    if (other > 0) free = at;
  }
}

/** Finds numbers from `start` on in the stretch that ends at `end`; where to read on. */
function scanStretch(start: number, end: number): number {
  const read = readGroups(start, end);
  // Groups that found no room are read again with those that may belong to them.
  const until = read < end ? groups - MAX_DIGITS : groups;
  const total = firstOf(groups);
  let at = 0;
  free = 0;
  while (at < until) {
    const few = total - firstOf(at) < least;
    if (few && !hasPlus) break;
    const plus = has(at, PLUS) && plusOf(at) >= 0;
    if ((few && !plus) || !matches(at, plus)) {
      at++;
      continue;
    }
    skipOthers(at + 1);
    if (free > at) at = free;
    else if (isNumber(at, plus)) {
      push(startOfMatch(at, matchTo, 0), endOf(matchTo - 1));
      at = free = matchTo;
    } else at++;
  }
  if (read < end) return endOf(at - 1);
  const name = isName(end) ? matchName(end) : -1;
  if (name < 0) return end;
  push(startOfMatch(name, groups, end), nameEnd);
  return nameEnd;
}

/**
 * The phone numbers of a text, in order and disjoint; an extension is not part of
 * one. `beside` is what the page says next to it; it decides where the text itself
 * does not. Every character is read a bounded number of times.
 */
export function scanNumbers(text: string, country: string, beside?: Beside): NumberMatch[] {
  if (country !== lastCountry) {
    lastCountry = country;
    plan = planOf(country);
  }
  askLater(beside);
  const all = scanWhole(text, false);
  if (!beside) return all;
  let rest = text.length;
  for (const { start, end } of all) rest -= end - start;
  if (rest < MIN_DIGITS) return all;
  const more = scanWhole(text, true);
  return more.length > all.length && kindBeside() === PHONE ? more : all;
}

function scanWhole(text: string, isTrusted: boolean): NumberMatch[] {
  trusted = isTrusted;
  least = plan.code === NANP && !trusted ? NANP_DIGITS : MIN_DIGITS;
  found = [];
  for (let from = 0; text.length - from >= MIN_DIGITS; from += length) {
    load(text, from);
    floor = 0;
    scanLoaded();
  }
  return found;
}

/** Most numbers of a page stand alone in a cell: one that is all of its stretch needs no groups. */
function takeWhole(start: number, end: number): boolean {
  let from = start;
  let to = start;
  let before = 0;
  let within = 0;
  let gap = 0;
  for (let at = start, count = 0; at < end; at++) {
    const kind = kindAt(at);
    if (kind !== DIGIT) {
      gap |= 1 << kind;
      continue;
    }
    if (count === 0) {
      from = at;
      before = gap;
      gap = 0;
    }
    digits[count++] = (codes[at] as number) & 15;
    within |= gap;
    to = at + 1;
  }
  if (within & (1 << OPEN)) return false;
  const closed = (1 << CLOSE) & (within || before);
  const strength = closed ? MARKED : within ? PARTED : BARE;
  if (!isNanp(digits, 0, NANP_DIGITS) || speaksAgainst(from, to, floor, strength, false)) {
    return true;
  }
  matchFrom = 0;
  matchValue = 0;
  push(closed & within && before & (1 << OPEN) ? openBefore(from, from) : from, to);
  return true;
}

function scanLoaded(): void {
  let from = 0;
  for (;;) {
    from = nextStretch(from, least, least === NANP_DIGITS);
    if (from < 0) return;
    const end = stretchEnd;
    if (isWholeNanp && takeWhole(from, end)) from = end;
    while (from < end) from = scanStretch(from, end);
  }
}
