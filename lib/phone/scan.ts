import {
  CLOSE,
  classOf,
  DIGIT,
  digitAt,
  INVISIBLE,
  LETTER,
  OPEN,
  OTHER,
  PLUS,
  SEPARATOR,
} from "./characters.ts";
import type { E164 } from "./e164.ts";
import { fromInternational, fromNational } from "./numbering-plan.ts";

export interface NumberMatch {
  /** UTF-16 offset of the number's first character. */
  readonly start: number;
  /** Offset after its last. */
  readonly end: number;
  readonly number: E164;
}

/** More digits than any phone number with its exit code: a card, an IBAN, a tracking number. */
const MAX_DIGITS = 19;
const MIN_DIGITS = 7;
/** A longest run of separators within one number: " - ", ") ". */
const MAX_GAP = 3;

/**
 * The context rule: what the words before a run of digits say of it. A number
 * without any separator or plus is only taken when no such word stands before it.
 */
const NOT_A_PHONE =
  /(?:order|invoice|inv|ticket|case|account|acct|customer|client|ref(?:erence)?|id|no|nr|num(?:ber)?|po|so|sku|tracking|track|serial|batch|policy|claim|member|receipt|transaction|txn|quote|ssn|ein|vat|tax|iban|routing|card|version|ver|build|isbn|ean|upc|zip|rechnung|commande|pedido|factura|epoch|timestamp|unix|lat|lon|lng)[\s.:#№=-]*$|[#№$€£¥][\s]*$/i;
const SAYS_PHONE =
  /(?:phone|mobile|cell|tel|fax|sms|text|call|whatsapp|contact|handy|móvil|portable)[\w\s.:#=()-]{0,12}$/i;
const DATE = /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?=\D|$)/;
const IP = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const CARD = /^\d{4}[ -]\d{4}[ -]\d{4}/;
const SSN = /^\d{3}-\d{2}-\d{4}$/;
const DECIMAL = /^\d+\.\d+$/;

interface Run {
  readonly start: number;
  end: number;
  digits: string;
  readonly plus: boolean;
  /** How many separated groups the digits are written in. */
  groups: number;
}

/** A cheap test whether a text can hold a number at all. */
export function hasDigitRun(text: string): boolean {
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    if (classOf(text, i) === DIGIT && ++digits >= MIN_DIGITS) return true;
  }
  return false;
}

/** Reads on from a digit, plus or parenthesis as far as one written number can reach. */
function readRun(text: string, start: number): Run {
  const run: Run = {
    start,
    end: start,
    digits: "",
    plus: classOf(text, start) === PLUS,
    groups: 0,
  };
  let gap = 1;
  for (let i = run.plus ? start + 1 : start; i < text.length; i++) {
    const kind = classOf(text, i);
    if (kind === DIGIT) {
      if (gap > 0) run.groups++;
      gap = 0;
      if (run.digits.length <= MAX_DIGITS) run.digits += digitAt(text, i);
      run.end = i + 1;
    } else if (kind === SEPARATOR || kind === OPEN || kind === CLOSE) {
      if (++gap > MAX_GAP) break;
    } else if (kind !== INVISIBLE) break;
  }
  return run;
}

const before = (text: string, start: number): string => text.slice(Math.max(0, start - 32), start);

/** Letters, a decimal point or a currency right at the run make it part of something else. */
function touchesForeign(text: string, run: Run): boolean {
  const previous = run.start > 0 ? classOf(text, run.start - 1) : OTHER;
  const next = run.end < text.length ? classOf(text, run.end) : OTHER;
  const nextCharacter = text[run.end];
  if (next === LETTER && !/^(?:x|ext)/i.test(text.slice(run.end, run.end + 3))) return true;
  if (nextCharacter === "%" || nextCharacter === "@" || nextCharacter === ":") return true;
  if ((nextCharacter === "," || nextCharacter === ".") && /\d/.test(text[run.end + 1] ?? ""))
    return true;
  if (previous === LETTER) return run.groups === 1 && !SAYS_PHONE.test(before(text, run.start));
  const previousCharacter = text[run.start - 1];
  if (previousCharacter === "-" || previousCharacter === "/")
    return /\w/.test(text[run.start - 2] ?? "");
  return previousCharacter === "." || previousCharacter === "," || previousCharacter === ":"
    ? /\d/.test(text[run.start - 2] ?? "")
    : false;
}

function isSomethingElse(text: string, run: Run): boolean {
  const written = text.slice(run.start, run.end);
  return IP.test(written) || CARD.test(written) || SSN.test(written) || DECIMAL.test(written);
}

function readNumberOf(text: string, run: Run, country: string): E164 | null {
  if (run.plus) return fromInternational(run.digits);
  const number = fromNational(run.digits, country);
  if (!number) return null;
  const context = before(text, run.start);
  if (NOT_A_PHONE.test(context) && !SAYS_PHONE.test(context)) return null;
  return number;
}

/** A closing parenthesis of "(415" belongs to the number, an opening one before it too. */
const opensBefore = (text: string, index: number): boolean =>
  index > 0 && classOf(text, index - 1) === OPEN;

/**
 * Where the groups of a run must be tried from a later group: after a date, or
 * where two numbers stand side by side.
 */
function nextGroup(text: string, run: Run): number {
  let i = run.start;
  while (i < run.end && classOf(text, i) !== DIGIT) i++;
  while (i < run.end && classOf(text, i) === DIGIT) i++;
  return i;
}

/** The run cut after so many groups: for "415-555-2671 2025" and two numbers in a row. */
function shorter(text: string, run: Run): Run | null {
  let end = run.end;
  while (end > run.start && classOf(text, end - 1) === DIGIT) end--;
  while (end > run.start && classOf(text, end - 1) !== DIGIT) end--;
  if (end <= run.start) return null;
  const cut = readRun(text.slice(0, end), run.start);
  return cut.digits.length < MIN_DIGITS ? null : cut;
}

/**
 * The phone numbers of a text, in order and disjoint; an extension is not part of
 * one. One pass over the characters; a run of digits is read again at most once
 * for each of its (at most 20) groups, so the work stays linear.
 */
export function scanNumbers(text: string, country: string): NumberMatch[] {
  const found: NumberMatch[] = [];
  let i = 0;
  while (i < text.length) {
    const kind = classOf(text, i);
    if (kind !== DIGIT && kind !== PLUS) {
      i++;
      continue;
    }
    const date = kind === DIGIT ? DATE.exec(text.slice(i, i + 11)) : null;
    if (date) {
      i += date[0].length;
      continue;
    }
    const whole = readRun(text, i);
    const match = whole.digits.length < MIN_DIGITS ? null : bestOf(text, whole, country);
    if (match) {
      found.push(match);
      i = match.end;
    } else {
      const next = nextGroup(text, whole);
      i = next > i ? next : i + 1;
    }
  }
  return found;
}

function bestOf(text: string, whole: Run, country: string): NumberMatch | null {
  for (let run: Run | null = whole; run; run = shorter(text, run)) {
    if (run.digits.length > MAX_DIGITS) continue;
    if (touchesForeign(text, run) || isSomethingElse(text, run)) continue;
    const number = readNumberOf(text, run, country);
    if (!number) continue;
    const start =
      opensBefore(text, run.start) && text.slice(run.start, run.end).match(/[)）\]]/)
        ? run.start - 1
        : run.start;
    return { start, end: run.end, number };
  }
  return null;
}
