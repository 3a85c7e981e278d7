import { LENGTHS, PLAN_TABLE } from "./plan-data.ts";

/** What is known of one calling code; the countries that share it share its plan. */
export interface Plan {
  readonly code: number;
  /** Dialled before a national number, and left out after the calling code. */
  readonly trunk: string;
  /** Dialled before an international number. */
  readonly exit: string;
  /** Whether people leave the trunk prefix out where they write nationally. */
  readonly bare: boolean;
  /** Lengths as the table has them. */
  readonly ranges: string;
  /** Least and greatest length of a national number by its first digit, in turn; null until asked for. */
  lengths: Uint8Array | null;
}

/** Digits of a written number, one a byte; full-width and other scripts' digits are the same here. */
export type Digits = Uint8Array;

const TRUNKS: Readonly<Record<number, string>> = { 7: "8", 36: "06", 375: "8", 993: "8" };
const EXITS: Readonly<Record<number, string>> = {
  7: "810",
  53: "119",
  61: "0011",
  62: "001",
  65: "001",
  66: "001",
  81: "010",
  82: "001",
  234: "009",
  254: "000",
  375: "810",
  592: "001",
  852: "001",
  976: "001",
  993: "810",
};
/** Where people leave the trunk prefix out of ten-digit numbers, whatever the official format. */
const BARE = [7, 54, 90, 91];
export const NANP = 1;
/** No number is shorter, with its calling code. */
const MIN_LENGTH = 7;
/** Those whose exchange may be a service code, as in 1-800-411-7246. */
export const TOLL_FREE: readonly number[] = [800, 833, 844, 855, 866, 877, 888];

const byCode = new Map<number, Plan>();
const byCountry = new Map<string, Plan>();

const NANP_PLAN: Plan = {
  code: NANP,
  trunk: "1",
  exit: "011",
  bare: true,
  ranges: "",
  lengths: null,
};

/** Reads the table; not needed as long as all numbers are North American. */
function readTable(): void {
  let code = 0;
  for (const [, more = "", step = "", isos = "", ranges = "", trunk] of PLAN_TABLE.matchAll(
    /(\+*)(\w)([A-Z]+)((?:[a-z\d]{3})*?)([-=]?)(?=\+*[a-z\d][A-Z]|$)/g,
  )) {
    code += more.length * 36 + Number.parseInt(step, 36);
    const plan: Plan = {
      code,
      trunk: TRUNKS[code] ?? (trunk ? "0" : ""),
      exit: EXITS[code] ?? "00",
      bare: trunk === "=" || BARE.includes(code),
      ranges,
      lengths: null,
    };
    byCode.set(code, plan);
    for (let at = 0; at < isos.length; at += 2) byCountry.set(isos.slice(at, at + 2), plan);
  }
}

function codePlan(code: number): Plan | undefined {
  if (code === NANP) return NANP_PLAN;
  if (byCode.size === 0) readTable();
  return byCode.get(code);
}

/** The plan of an ISO 3166-1 country; the North American one where the country is unknown. */
export function planOf(country: string): Plan {
  // The table begins with the countries of calling code 1.
  for (let at = 1; /[A-Z]/.test(PLAN_TABLE.charAt(at)); at += 2) {
    if (PLAN_TABLE.startsWith(country, at)) return NANP_PLAN;
  }
  if (byCode.size === 0) readTable();
  return byCountry.get(country) ?? NANP_PLAN;
}

function lengthsOf(plan: Plan): Uint8Array {
  if (plan.lengths) return plan.lengths;
  const lengths = new Uint8Array(20);
  for (let at = 0; at < plan.ranges.length; at += 3) {
    const mask = Number.parseInt(plan.ranges.slice(at, at + 2), 36);
    const pair = Number.parseInt(plan.ranges.charAt(at + 2), 36) * 2;
    for (let digit = 0; digit < 10; digit++) {
      if ((mask & (1 << digit)) === 0) continue;
      lengths[digit * 2] = Number.parseInt(LENGTHS.charAt(pair), 36);
      lengths[digit * 2 + 1] = Number.parseInt(LENGTHS.charAt(pair + 1), 36);
    }
  }
  plan.lengths = lengths;
  return lengths;
}

/** Area code and exchange begin with 2-9; 200, 300, 400, N11, N9X, 37X and 96X are no area codes. */
export function isNanp(digits: Digits, from: number, to: number): boolean {
  if (to - from !== 10) return false;
  const d = (index: number): number => digits[from + index] as number;
  if (d(0) < 2 || d(3) < 2 || d(1) === 9) return false;
  const head = d(0) * 10 + d(1);
  const area = head * 10 + d(2);
  if (area < 500 && area % 100 === 0) return false;
  if (area % 100 === 11 || head === 37 || head === 96) return false;
  return d(4) !== 1 || d(5) !== 1 || TOLL_FREE.includes(area);
}

/** The E.164 number whose ten digits begin at `from`: numbers of eleven digits are slow to print. */
export function asNanp(digits: Digits, from: number): string {
  const d = (index: number): number => 48 + (digits[from + index] as number);
  return String.fromCharCode(43, 49, d(0), d(1), d(2), d(3), d(4), d(5), d(6), d(7), d(8), d(9));
}

function fits(plan: Plan, digits: Digits, from: number, to: number): boolean {
  if (plan.code === NANP) return isNanp(digits, from, to);
  const first = (digits[from] as number) * 2;
  const length = to - from;
  const lengths = lengthsOf(plan);
  return (
    length > 0 && length >= (lengths[first] as number) && length <= (lengths[first + 1] as number)
  );
}

function startsWith(digits: Digits, from: number, to: number, prefix: string): boolean {
  if (to - from < prefix.length) return false;
  for (let i = 0; i < prefix.length; i++) {
    if (digits[from + i] !== prefix.charCodeAt(i) - 48) return false;
  }
  return prefix !== "";
}

/** Digits as they go on behind a number. */
export function append(code: number, digits: Digits, from: number, to: number): number {
  let value = code;
  for (let i = from; i < to; i++) value = value * 10 + (digits[i] as number);
  return value;
}

/** Second digits of the calling codes of two, by their first: one bit each. */
const TWO_DIGITS = [0, 0, 0x081, 0x25f, 0x3fb, 0x1fe, 0x07f, 0, 0x056, 0x13f];

/** Digits of the calling code that a number begins with: 1 and 7 are whole, the others have two or three. */
export function codeLength(digits: Digits, from: number): number {
  const first = digits[from] as number;
  if (first === 1 || first === 7) return 1;
  return ((TWO_DIGITS[first] as number) >> (digits[from + 1] as number)) & 1 ? 2 : 3;
}

/**
 * The E.164 digits, as a number, of what follows a plus or an exit prefix; 0 when
 * no country has such a number. A trunk prefix written after the calling code,
 * "+44 (0)20 …", is left out.
 */
export function international(digits: Digits, from: number, to: number): number {
  // No calling code begins with 0.
  if (digits[from] === 0 || to - from < MIN_LENGTH) return 0;
  const at = from + codeLength(digits, from);
  const code = append(0, digits, from, at);
  const plan = codePlan(code);
  if (!plan) return 0;
  if (fits(plan, digits, at, to)) return append(code, digits, at, to);
  // Mexico's mobile 1, no longer dialled, is still written.
  const prefix = code === 52 ? "1" : plan.trunk;
  const after = at + prefix.length;
  if (code !== NANP && startsWith(digits, at, to, prefix) && fits(plan, digits, after, to)) {
    return append(code, digits, after, to);
  }
  return 0;
}

/** A national number behind its trunk prefix, with what two countries write within it. */
function behindTrunk(plan: Plan, digits: Digits, from: number, to: number): number {
  if (fits(plan, digits, from, to)) return append(plan.code, digits, from, to);
  const length = to - from;
  // Belarus writes 8 and 0.
  if (plan.code === 375 && digits[from] === 0) return behindTrunk(plan, digits, from + 1, to);
  // Brazil: two digits choose the carrier.
  if (plan.code === 55 && length > 11 && fits(plan, digits, from + 2, to)) {
    return append(55, digits, from + 2, to);
  }
  // Argentina: 15 before a mobile's local number is a 9 before the area code from abroad.
  if (plan.code === 54 && length === 12) {
    const area = digits[from] === 1 ? 2 : digits[from + 3] === 1 && digits[from + 4] === 5 ? 3 : 4;
    if (digits[from + area] === 1 && digits[from + area + 1] === 5) {
      const head = append(549, digits, from, from + area);
      return append(head, digits, from + area + 2, to);
    }
  }
  return 0;
}

/** Length of the prefix that is dialled before a number abroad: the country's own, or 00. */
export function exitLength(plan: Plan, digits: Digits, from: number, to: number): number {
  if (startsWith(digits, from, to, plan.exit)) return plan.exit.length;
  return startsWith(digits, from, to, "00") ? 2 : 0;
}

/**
 * The E.164 digits, as a number, of a number as it is dialled within a country; 0 when
 * it is none. `trusted` digits are known to be a
 * phone number: they need no trunk prefix.
 */
export function national(
  plan: Plan,
  digits: Digits,
  from: number,
  to: number,
  trusted: boolean,
): number {
  const { code, trunk } = plan;
  if (code === NANP) {
    const at = to - from === 11 && digits[from] === 1 ? from + 1 : from;
    if (isNanp(digits, at, to)) return append(NANP, digits, at, to);
    return trusted && to - from > 10 ? international(digits, from, to) : 0;
  }
  if (startsWith(digits, from, to, trunk)) {
    const value = behindTrunk(plan, digits, from + trunk.length, to);
    if (value > 0) return value;
  }
  // Lithuania's former trunk prefix.
  if (code === 370 && to - from === 9 && digits[from] === 8) {
    return append(code, digits, from + 1, to);
  }
  const own = from + String(code).length;
  const ownCode =
    to - from > 9 && startsWith(digits, from, to, String(code)) && fits(plan, digits, own, to)
      ? append(code, digits, own, to)
      : 0;
  const whole = trunk === "" || plan.bare;
  if (!whole && ownCode > 0) return ownCode;
  if (whole || trusted) {
    const value = behindTrunk(plan, digits, from, to);
    if (value > 0) return value;
  }
  if (ownCode > 0 || !trusted || to - from < 11) return ownCode;
  return international(digits, from, to);
}
