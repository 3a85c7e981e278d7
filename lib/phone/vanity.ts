import { CLOSE, DOT, HYPHEN } from "./characters.ts";
import { codes, kindAt, length } from "./loaded.ts";

const KEYPAD = "22233344455566677778889999";
/** A name may be longer than its number: 1-800-CONTACTS. */
const LONGEST = 12;

/** The key of an upper-case letter or a digit; -1 for anything else. */
function keyAt(at: number): number {
  const code = codes[at] as number;
  if (code > 64 && code < 91) return KEYPAD.charCodeAt(code - 65) - 48;
  return code > 47 && code < 58 ? code - 48 : -1;
}

/** Where the name that was last read ends. */
export let nameEnd = 0;

/**
 * Reads a name like `FLOWERS` or `KARS-4-KIDS` from `at` as the keys that are
 * pressed for it, into `digits` from `from` up to `to`; whether it fills them.
 */
export function readName(at: number, digits: Uint8Array, from: number, to: number): boolean {
  let count = 0;
  let letters = 0;
  let i = at;
  for (; i < length && count < LONGEST; i++) {
    const key = keyAt(i);
    if (key < 0) {
      const kind = kindAt(i);
      if ((kind !== HYPHEN && kind !== DOT) || keyAt(i + 1) < 0) break;
      continue;
    }
    if (from + count < to) digits[from + count] = key;
    if ((codes[i] as number) > 64) letters++;
    count++;
  }
  nameEnd = i;
  return letters > 1 && from + count >= to;
}

/** Whether a name may begin after a gap: hyphen, dot or parenthesis; after a space only behind a 1. */
export function joinsName(from: number, to: number, long: boolean): boolean {
  if (to - from > 2 || to === from) return false;
  for (let at = from; at < to; at++) {
    const kind = kindAt(at);
    if (kind === HYPHEN || kind === DOT || kind === CLOSE) return true;
  }
  return long;
}
