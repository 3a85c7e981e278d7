import { CAPITAL, classOf, DIGIT, PLUS } from "./characters.ts";
import type { E164 } from "./e164.ts";
import { type Beside, kindOfBeside } from "./evidence.ts";
import { load } from "./loaded.ts";
import { exitLength, international, national, planOf } from "./numbering-plan.ts";
import { readName } from "./vanity.ts";
import { RECORD } from "./words.ts";

/** A number's digits with all its prefixes; longer texts are no number. */
const MAX_DIGITS = 20;
const MAX_TEXT = 200;
const EXTENSION = /\s*(?:;.*|,+.*|(?:ext\.?|extension|x|#)\s*\d{1,7}\s*)$/is;
const VANITY = /^\+?[\d\s().-]*\d{3}[\s).-]+(?=[\dA-Z.-]*[A-Z])([\dA-Z.-]+)$/i;

/** `1-800-FLOWERS`: letters stand for keys, after at least three digits. */
function readVanity(text: string, country: string): E164 | null {
  const name = VANITY.exec(text)?.[1];
  if (!name) return null;
  const digits = new Uint8Array(MAX_DIGITS);
  let count = 0;
  for (let at = 0; at < text.length - name.length && count < MAX_DIGITS; at++) {
    if (classOf(text, at) === DIGIT) digits[count++] = text.charCodeAt(at) & 15;
  }
  const length = digits[0] === 1 ? 11 : 10;
  load(name.toUpperCase(), 0);
  const read = readName(0, digits, count, length);
  return read ? e164(national(planOf(country), digits, 0, length, true)) : null;
}

const e164 = (value: number): E164 | null => (value > 0 ? (`+${value}` as E164) : null);

/**
 * A whole text that is one number in any writing: a `tel:` or `sms:` part, a data
 * attribute, an input's value. Its place says that it is a number, so a calling code
 * needs no plus, and, unless `strict`, a national number no trunk prefix. An
 * extension is left out. Null where it is none.
 */
export function readNumber(text: string, country: string, strict = false): E164 | null {
  const bare = text.slice(0, MAX_TEXT).replace(EXTENSION, "").trim();
  const digits = new Uint8Array(MAX_DIGITS);
  let count = 0;
  let plus = false;
  for (let at = 0; at < bare.length; at++) {
    const kind = classOf(bare, at);
    if (kind <= CAPITAL) return readVanity(bare, country);
    if (kind === PLUS && count === 0) plus = true;
    if (kind !== DIGIT) continue;
    if (count === MAX_DIGITS) return null;
    digits[count++] = bare.charCodeAt(at) & 15;
  }
  if (plus) return e164(international(digits, 0, count));
  const plan = planOf(country);
  const exit = exitLength(plan, digits, 0, count);
  const value =
    (exit > 0 && international(digits, exit, count)) || national(plan, digits, 0, count, !strict);
  return e164(value === 0 && count > 10 ? international(digits, 0, count) : value);
}

/** The same of an input's value: bare digits are none where what stands beside names a record. */
export function readValue(text: string, country: string, beside: Beside): E164 | null {
  const number = readNumber(text, country);
  return number && !/[+(]/.test(text) && kindOfBeside(beside) === RECORD ? null : number;
}
