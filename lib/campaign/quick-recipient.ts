import { exitLength, international, NANP, national, planOf } from "../phone/numbering-plan.ts";
import type { Units } from "./encoding.ts";

const QUOTE = 34;
const SPACE = 32;
const PLUS = 43;
const HYPHEN = 45;
const DOT = 46;
const OPEN = 40;
const CLOSE = 41;
const MOST_DIGITS = 15;
const LONGEST = 40;

/** A North American number of an area that does not exist (yet), with its calling code where it has `least` digits or more. */
function possibleNanp(digits: Uint8Array, count: number, least: number): number {
  const from = count - 10;
  const leading = from === 0 || (from === 1 && digits[0] === NANP);
  if (count < least || !leading || (digits[from] as number) < 2) return 0;
  let value = NANP;
  for (let at = from; at < count; at++) value = value * 10 + (digits[at] as number);
  return value;
}

/**
 * Reads a recipient out of a cell's units without making a text of it, where the cell
 * is written in ASCII and plainly: what nearly every cell of a list is. Gives the
 * E.164 digits as a number; 0 says nothing: `readRecipient` has to look. What it does
 * give is what `readRecipient` would.
 */
export function createQuickRecipient(
  country: string,
): (units: Units, begin: number, end: number) => number {
  const plan = planOf(country);
  const digits = new Uint8Array(MOST_DIGITS);
  return (units, begin, end) => {
    let from = begin;
    let to = end;
    if (units[from] === QUOTE) {
      if (to - from < 2 || units[to - 1] !== QUOTE) return 0;
      from++;
      to--;
    }
    if (to - from > LONGEST) return 0;
    let count = 0;
    let dots = 0;
    let plus = false;
    for (let at = from; at < to; at++) {
      const unit = units[at] as number;
      const digit = unit - 48;
      if (digit >= 0 && digit <= 9) {
        if (count === MOST_DIGITS) return 0;
        digits[count++] = digit;
      } else if (unit === PLUS) {
        if (plus || count > 0) return 0;
        plus = true;
      } else if (unit === DOT) dots++;
      else if (unit !== SPACE && unit !== HYPHEN && unit !== OPEN && unit !== CLOSE) return 0;
    }
    // One dot may be a spreadsheet's decimal point.
    if (dots === 1 || count < 7) return 0;
    if (plus) return international(digits, 0, count) || possibleNanp(digits, count, 11);
    if (exitLength(plan, digits, 0, count) > 0) return 0;
    return (
      national(plan, digits, 0, count, false) ||
      (plan.code === NANP ? possibleNanp(digits, count, 10) : 0)
    );
  };
}
