import type { E164 } from "../phone/e164.ts";
import { planOf } from "../phone/numbering-plan.ts";
import { readNumber } from "../phone/read-number.ts";

/** Why a cell is no recipient; each has a sentence in the locales (`recipient_<reason>`). */
export type RecipientProblem =
  | "empty"
  | "spreadsheet-float"
  | "several-numbers"
  | "leading-zero-lost"
  | "not-a-number";

export type RecipientCell =
  | { readonly ok: true; readonly number: E164 }
  | {
      readonly ok: false;
      readonly problem: RecipientProblem;
      /** What it may have meant: never written or sent, but an opted-out one among them keeps a row from being texted. */
      readonly possible: readonly E164[];
    };

/** A slower reader for what the fast one does not know; gives null where it is no possible number. */
export type ThoroughReader = (text: string, country: string) => E164 | null;

const FLOAT = /^[+-]?\d(?:[.,]\d+)?e\+?\d+$/i;
/** Excel's text of a whole number that was read as a float: nothing is lost. */
const WHOLE_FLOAT = /^(\+?\d{7,15})[.,]0+$/;
const PARTS = /[;|/\n\r]|,(?=\s*[+(\d])|\s(?:or|and|oder|und|ou|et|o|y)\s/i;
/** Marks that say how a text runs and are not seen. */
const INVISIBLE = /[\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

const problem = (name: RecipientProblem, possible: readonly E164[] = []): RecipientCell => ({
  ok: false,
  problem: name,
  possible,
});

/** The recipient that a cell of a list names. Never guesses: what is not certain is a problem with its name. */
export function readRecipient(
  cell: string,
  country: string,
  thorough: ThoroughReader,
): RecipientCell {
  // A spreadsheet's way to keep a number as text.
  const bare = cell
    .replace(INVISIBLE, "")
    .trim()
    .replace(/^(?:'|=")(.*?)"?$/s, "$1")
    .trim();
  if (bare === "") return problem("empty");
  if (FLOAT.test(bare)) return problem("spreadsheet-float");
  const text = WHOLE_FLOAT.exec(bare)?.[1] ?? bare;
  const read = (part: string): E164 | null =>
    readNumber(part, country, true) ?? thorough(part, country);
  // Before the whole: whoever reads one number takes what follows a comma or semicolon for its extension.
  const written = text.split(PARTS);
  const parts = written.length > 1 ? written.flatMap((part) => (part && read(part)) || []) : [];
  const different = [...new Set(parts)];
  if (different.length > 1) return problem("several-numbers", different);
  const whole = readNumber(text, country, true);
  if (whole) return { ok: true, number: whole };
  // Before the thorough reader, which would put the zero back without a word.
  const restored = /^\d{6,12}$/.test(text) ? readNumber(`0${text}`, country, true) : null;
  if (restored?.startsWith(`+${planOf(country).code}`))
    return problem("leading-zero-lost", [restored]);
  const number = thorough(text, country) ?? different[0];
  return number === undefined ? problem("not-a-number") : { ok: true, number };
}
