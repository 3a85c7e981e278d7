import {
  BREAK,
  CAPITAL,
  CURRENCY,
  DIGIT,
  HYPHEN,
  INVISIBLE,
  isLetter,
  JOINT,
  LETTER,
  NUMERO,
  OPEN,
  OTHER,
  PLUS,
  SLASH,
  SPACE,
} from "./characters.ts";
import { kindAt, length, text } from "./loaded.ts";
import {
  CONTACT,
  kindOfLabel,
  kindOfWord,
  NUMBERING,
  PHONE,
  RECORD,
  SILENT,
  THING,
} from "./words.ts";

/** What stands beside a text on the page, such as a cell's column header. */
export interface Beside {
  readonly label?: string;
  /** An input's name, or `tel` where `autocomplete` says so. */
  readonly field?: string;
  readonly header?: string;
}

/** Phones where one of label, field and header names them; else a record where one names that. */
export function kindOfBeside({ label, field, header }: Beside): number {
  let kind = SILENT;
  for (const text of [label, field, header]) {
    const found = text ? kindOfLabel(text) : SILENT;
    if (found === PHONE) return PHONE;
    if (found !== SILENT) kind = found;
  }
  return kind;
}

let asked: Beside | undefined;
let answer = SILENT;

/** What stands beside the text at hand. It is only looked at where the text does not tell. */
export function askLater(beside: Beside | undefined): void {
  asked = beside;
  answer = SILENT;
}

export function kindBeside(): number {
  if (asked) answer = kindOfBeside(asked);
  asked = undefined;
  return answer;
}

/** How far its own writing shows that digits are a phone number. */
export const BARE = 0;
export const PARTED = 1;
/** With a plus or an area code in parentheses: no word speaks against it. */
export const MARKED = 2;

const MAX_WORDS = 5;
const MAX_STEPS = 40;
const AMOUNT = /^ ?(?:[$€£¥₹%]|EUR|USD|GBP|CHF|PLN|zł|kr)/;
const LISTED = /^\d{10},$/;
const QUOTES = "'\"?&*";

/** Digits in a code, an amount, an address: what touches their end says so. */
function endSpeaksAgainst(end: number, strength: number): boolean {
  let at = end;
  while (at < length && kindAt(at) === INVISIBLE) at++;
  if (at >= length) return false;
  const kind = kindAt(at);
  if (kind === JOINT && text[at] === "%") return true;
  if (strength === MARKED || kind === OTHER || kind > SPACE) return false;
  if (kind === CURRENCY || AMOUNT.test(text.slice(at, at + 4))) return true;
  if (!isLetter(kind)) return false;
  let to = at;
  while (to < at + MAX_STEPS && to < length && isLetter(kindAt(to))) to++;
  if (/^(?:x|ext)/i.test(text.slice(at, at + 3))) return false;
  if (kindOfWord(text, at, to) === PHONE && to > at + 1) return false;
  return strength === BARE || (to < length && kindAt(to) === DIGIT);
}

/** In a path, a key or a code: only a word for phones makes bare digits one. */
function endNeedsWord(end: number): boolean {
  if (end >= length) return false;
  const kind = kindAt(end);
  if (kind === PLUS || text[end] === "@") return true;
  if (kind !== HYPHEN && kind !== SLASH && kind !== JOINT && text[end] !== "_") return false;
  return end + 1 < length && isWord(kindAt(end + 1));
}

const isWord = (kind: number): boolean => isLetter(kind) || kind === DIGIT;

/**
 * Whether the text around `start` to `end` says that its digits are no phone number.
 * Reads back to `floor`, over words that only lead on ("order number is"), to the
 * first word that says something; in silence what stands beside decides, unless the
 * digits are `trusted` to be a phone number.
 */
export function speaksAgainst(
  start: number,
  end: number,
  floor: number,
  strength: number,
  trusted: boolean,
): boolean {
  if (endSpeaksAgainst(end, strength)) return true;
  if (strength === MARKED) return false;
  const bare = strength === BARE;
  let needsWord = bare && endNeedsWord(end);
  let numbering = false;
  /** "No.", "id": they number something, while a number may be a phone's. */
  let alone = false;
  let at = start - 1;
  while (at >= floor && kindAt(at) === INVISIBLE) at--;
  const touching = at;
  let needsCode = false;
  for (let words = 0, steps = 0; at >= floor && words < MAX_WORDS && steps < MAX_STEPS; steps++) {
    const kind = kindAt(at);
    if (isLetter(kind) && text[at] !== "_") {
      const to = at + 1;
      while (at > floor && to - at < MAX_STEPS && continuesWord(at)) at--;
      const found = kindOfWord(text, at, to);
      const touches = to === touching + 1;
      if (touches) {
        if (at > floor && kindAt(at - 1) === DIGIT) return text.slice(at - 2, to) !== "%2B";
        if (bare && (found !== PHONE || to - at < 2)) return true;
      }
      // SO-415-555-2671; an account is an a/c.
      if (found !== PHONE && (touches || needsCode) && isCode(at, to)) return true;
      if (to - at === 1 && at > floor && text[at - 1] === "/") return bare;
      if (found === PHONE) return false;
      if (found === RECORD || isBankCode(at, to)) return true;
      if (found === THING) return bare || numbering;
      if (found === CONTACT) {
        alone = false;
        break;
      }
      // A country between: "VAT BE 0123.456.789".
      if (found === SILENT && !(to - at === 2 && isCode(at, to))) break;
      if (found === NUMBERING) {
        numbering = true;
        alone ||= to - at < 5;
      }
      words++;
    } else if (
      bare &&
      at + 2 === start &&
      LISTED.test(text.slice(Math.max(floor, at - 10), at + 1))
    ) {
      // "Orders: 5055550168, 5055550169"
      at -= 10;
    } else if (kind === DIGIT) break;
    else if (kind === NUMERO) {
      numbering = true;
      alone = true;
    } else if (kind === CURRENCY) return true;
    else if (kind === OTHER || kind === BREAK || (kind === SLASH && at !== touching)) break;
    else if (at === touching && kind !== SPACE && kind !== OPEN) {
      const before = at > floor ? kindAt(at - 1) : OTHER;
      const minus = kind === HYPHEN && text[at] === "-";
      if (isWord(before) && !QUOTES.includes(text.charAt(at))) {
        if (!bare && before === DIGIT && kind !== JOINT) return true;
        needsCode = true;
        needsWord ||= bare && (before === DIGIT || text[at] !== ":");
      } else if (minus) needsWord ||= bare;
    }
    at--;
  }
  if (trusted || !bare) return false;
  const kind = kindBeside();
  return kind === RECORD || ((alone || needsWord) && kind !== PHONE);
}

/** `orderId` and `order_id` are two words each. */
const continuesWord = (at: number): boolean =>
  isLetter(kindAt(at - 1)) &&
  text[at - 1] !== "_" &&
  !(kindAt(at) === CAPITAL && kindAt(at - 1) === LETTER);

/** NL91 ABNA 0417 …: the bank in an IBAN. */
const isBankCode = (from: number, to: number): boolean =>
  to - from === 4 && /^[A-Z]{2}\d\d ?[A-Z]{4}$/.test(text.slice(Math.max(0, from - 5), to).trim());

/** SO, INV, TKT: the head of a record's number. */
const isCode = (from: number, to: number): boolean => /^[A-Z]{1,5}$/.test(text.slice(from, to));
