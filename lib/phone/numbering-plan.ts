import { type E164, isE164 } from "./e164.ts";

export interface NationalPlan {
  readonly callingCode: string;
  /** Dialled before a national number, and left out after the country code. */
  readonly trunk: string;
  /** Dialled before an international number. */
  readonly exit: string;
  /** Digits of a national number without its trunk prefix. */
  readonly min: number;
  readonly max: number;
}

const plan = (
  callingCode: string,
  trunk: string,
  min: number,
  max: number,
  exit = "00",
): NationalPlan => ({ callingCode, trunk, exit, min, max });

const NANP = plan("1", "1", 10, 10, "011");

/** National formats that the fast path reads; other countries' numbers are read with their country code. */
export const PLANS: Readonly<Record<string, NationalPlan>> = {
  US: NANP,
  CA: NANP,
  PR: NANP,
  DO: NANP,
  JM: NANP,
  GB: plan("44", "0", 9, 10),
  IE: plan("353", "0", 7, 9),
  FR: plan("33", "0", 9, 9),
  DE: plan("49", "0", 7, 11),
  ES: plan("34", "", 9, 9),
  IT: plan("39", "", 8, 11),
  NL: plan("31", "0", 9, 9),
  BE: plan("32", "0", 8, 9),
  AT: plan("43", "0", 7, 12),
  CH: plan("41", "0", 9, 9),
  AU: plan("61", "0", 9, 9, "0011"),
  NZ: plan("64", "0", 8, 10),
  MX: plan("52", "", 10, 10),
  BR: plan("55", "0", 10, 11),
  IN: plan("91", "0", 10, 10),
  SE: plan("46", "0", 7, 9),
  NO: plan("47", "", 8, 8),
  DK: plan("45", "", 8, 8),
  PL: plan("48", "", 9, 9),
  PT: plan("351", "", 9, 9),
};

/** Area code and exchange begin with 2-9 and are no service code (N11). */
export function isNanp(digits: string): boolean {
  if (digits.length !== 10) return false;
  const area = digits.charCodeAt(0);
  const exchange = digits.charCodeAt(3);
  if (area < 50 || exchange < 50 || digits[1] === "9") return false;
  return !(digits[1] === "1" && digits[2] === "1") && !(digits[4] === "1" && digits[5] === "1");
}

const TWO_DIGIT_CODES =
  " 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 ";

/** Length of the country calling code that the digits begin with; 0 when there is none. */
function callingCodeLength(digits: string): number {
  const first = digits[0];
  if (first === "1" || first === "7") return 1;
  if (TWO_DIGIT_CODES.includes(` ${digits.slice(0, 2)} `)) return 2;
  return /^[2-9]/.test(digits) && digits.length > 3 ? 3 : 0;
}

/** Digits that follow a `+` or an exit code. */
export function fromInternational(digits: string): E164 | null {
  const codeLength = callingCodeLength(digits);
  if (codeLength === 0 || digits.length > 15) return null;
  if (digits[0] === "1") {
    const national = digits.slice(1);
    return isNanp(national) ? (`+1${national}` as E164) : null;
  }
  const national = digits.slice(codeLength);
  // "+44 (0)20 …": the trunk zero is written, but not dialled from abroad. Italy keeps its zero.
  const trimmed =
    national[0] === "0" && digits.slice(0, codeLength) !== "39" ? national.slice(1) : national;
  if (trimmed.length < 6) return null;
  const number = `+${digits.slice(0, codeLength)}${trimmed}`;
  return isE164(number) ? number : null;
}

/** Digits as they are dialled within a country, with or without its trunk prefix or exit code. */
export function fromNational(digits: string, country: string): E164 | null {
  const national = PLANS[country];
  if (!national) return null;
  const { callingCode, trunk, exit, min, max } = national;
  if (digits.startsWith(exit) && digits.length > exit.length + 6) {
    return fromInternational(digits.slice(exit.length));
  }
  if (callingCode === "1") {
    const ten = digits.length === 11 && digits[0] === "1" ? digits.slice(1) : digits;
    return isNanp(ten) ? (`+1${ten}` as E164) : null;
  }
  const bare = trunk !== "" && digits.startsWith(trunk) ? digits.slice(trunk.length) : digits;
  if (trunk !== "" && bare === digits) return null;
  if (bare.length < min || bare.length > max) return null;
  const number = `+${callingCode}${bare}`;
  return isE164(number) ? number : null;
}
