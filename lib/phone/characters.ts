/** What each UTF-16 unit may be within a written phone number. */
export const OTHER = 0;
/** Stands between a name and its value, or within a key: `to="…`, `?phone=…`. */
export const JOINT = 1;
export const CURRENCY = 2;
/** Says that what follows numbers something. */
export const NUMERO = 3;
export const LETTER = 4;
/** A to Z: also the keys of a number with a name. */
export const CAPITAL = 5;
/** From here on: what a written number is made of. */
export const DIGIT = 6;
export const SPACE = 7;
export const HYPHEN = 8;
export const DOT = 9;
export const SLASH = 10;
export const OPEN = 11;
export const CLOSE = 12;
export const PLUS = 13;
/** Written but not seen: bidi marks, zero-width characters, soft hyphens. */
export const INVISIBLE = 14;
/** Line breaks and tabs: white space that often parts two texts. */
export const BREAK = 15;

export const isLetter = (kind: number): boolean => kind === LETTER || kind === CAPITAL;

/** The kind of each UTF-16 unit. Hot loops read it themselves: engines inline only so many calls. */
export const classes = new Uint8Array(65_536);

function mark(kind: number, characters: string): void {
  for (let i = 0; i < characters.length; i++) classes[characters.charCodeAt(i)] = kind;
}

classes
  .fill(LETTER, 0x61, 0x7b)
  .fill(LETTER, 0xc0, 0x250)
  .fill(LETTER, 0x370, 0x530)
  .fill(CAPITAL, 0x41, 0x5b)
  .fill(SPACE, 0x2000, 0x200b)
  .fill(HYPHEN, 0x2010, 0x2016)
  .fill(INVISIBLE, 0x200b, 0x2010)
  .fill(INVISIBLE, 0x202a, 0x202f)
  .fill(INVISIBLE, 0x2066, 0x206a);
// ASCII, Arabic, Persian and full-width digits: the low four bits are the digit's value.
for (const zero of [0x30, 0x660, 0x6f0, 0xff10]) classes.fill(DIGIT, zero, zero + 10);
mark(JOINT, ":='\"?&*%\\");
mark(CURRENCY, "$\xa3\xa5\u20ac\u20b9");
mark(NUMERO, "#\xb0\xba\u2116");
mark(LETTER, "_");
mark(SPACE, " \xa0\u202f\u205f\u3000");
mark(HYPHEN, "-\u2043\u2212\u30fc\ufe58\ufe63\uff0d\uff70");
mark(DOT, ".\xb7\u2022\u2219\u30fb\uff0e");
mark(SLASH, "/\uff0f");
mark(OPEN, "([\uff08");
mark(CLOSE, ")]\uff09");
mark(PLUS, "+\uff0b");
mark(INVISIBLE, "\x01\xad\u061c\u180e\u2060\ufeff");
mark(BREAK, "\t\n\v\f\r\x85\u2028\u2029");

/**
 * The same text in one of few shapes. Engines keep strings in many, and where one place
 * in the code has met more than four of them they look `charCodeAt` up at every call.
 */
export const inFewShapes = (text: string): string => ` ${text}`.slice(1);

export const classOf = (text: string, index: number): number =>
  classes[text.charCodeAt(index)] as number;

/** The digits of a text in order, as ASCII. */
export function digitsOf(text: string): string {
  let digits = "";
  for (let i = 0; i < text.length; i++) {
    if (classOf(text, i) === DIGIT) digits += text.charCodeAt(i) & 15;
  }
  return digits;
}
