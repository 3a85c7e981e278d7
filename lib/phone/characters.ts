/** What each UTF-16 unit may be within a written phone number. */
export const OTHER = 0;
export const DIGIT = 1;
export const SEPARATOR = 2;
export const OPEN = 3;
export const CLOSE = 4;
export const PLUS = 5;
/** Written but not seen: bidi marks, zero-width characters, soft hyphens. */
export const INVISIBLE = 6;
export const LETTER = 7;

const classes = new Uint8Array(65_536);

function mark(kind: number, characters: string): void {
  for (let i = 0; i < characters.length; i++) classes[characters.charCodeAt(i)] = kind;
}

mark(DIGIT, "0123456789０１２３４５６７８９");
mark(
  SEPARATOR,
  " \t.-/\u00a0\u2007\u2009\u200a\u202f\u3000\u2010\u2011\u2012\u2013\u2014\u2212\u00b7\uff0d\uff0e",
);
mark(OPEN, "(（[");
mark(CLOSE, ")）]");
mark(PLUS, "+＋");
mark(
  INVISIBLE,
  "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff",
);
mark(LETTER, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_");

export const classOf = (text: string, index: number): number =>
  classes[text.charCodeAt(index)] ?? OTHER;

/** The digit's value; full-width digits lie at U+FF10. */
export const digitAt = (text: string, index: number): string => {
  const code = text.charCodeAt(index);
  return String.fromCharCode(code > 0xff00 ? code - 0xff10 + 48 : code);
};

/** The digits of a text in order, as ASCII. */
export function digitsOf(text: string): string {
  let digits = "";
  for (let i = 0; i < text.length; i++) if (classOf(text, i) === DIGIT) digits += digitAt(text, i);
  return digits;
}
