import { CLOSE, classOf, DIGIT, digitAt, INVISIBLE, OPEN, PLUS, SEPARATOR } from "./characters.ts";
import type { E164 } from "./e164.ts";
import { fromInternational, fromNational } from "./numbering-plan.ts";

const KEYPAD = "22233344455566677778889999";
const EXTENSION = /\s*(?:;.*|,+.*|(?:ext\.?|extension|x|#)\s*\d{1,7}\s*)$/i;

const vanityDigit = (letter: string): string =>
  KEYPAD[letter.toUpperCase().charCodeAt(0) - 65] ?? "";

/** `1-800-FLOWERS`: letters stand for keys, after at least three digits. */
function readVanity(text: string, country: string): E164 | null {
  if (!/^\+?[\d\s().-]*\d{3}[\s).-]+[\dA-Z-]*[A-Z][\dA-Z-]*$/i.test(text)) return null;
  const digits = text.replace(/[a-z]/gi, vanityDigit).replace(/\D/g, "");
  return fromNational(digits.slice(0, digits[0] === "1" ? 11 : 10), country);
}

/**
 * A whole text that is one number in any writing: a `tel:` or `sms:` part, a data
 * attribute, an input's value. An extension is left out. Null where it is none.
 */
export function readNumber(text: string, country: string): E164 | null {
  const bare = text.trim().replace(EXTENSION, "");
  let digits = "";
  let plus = false;
  for (let i = 0; i < bare.length; i++) {
    const kind = classOf(bare, i);
    if (kind === DIGIT) digits += digitAt(bare, i);
    else if (kind === PLUS && digits === "") plus = true;
    else if (kind !== SEPARATOR && kind !== OPEN && kind !== CLOSE && kind !== INVISIBLE) {
      return readVanity(bare, country);
    }
  }
  if (plus) return fromInternational(digits);
  // A link often holds the country code without its plus.
  return fromNational(digits, country) ?? (digits.length >= 11 ? fromInternational(digits) : null);
}
