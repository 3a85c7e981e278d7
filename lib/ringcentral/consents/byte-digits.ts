const ZERO = 48;

/** Four bytes in little-endian order: where digits must be, and which other characters. */
export interface Shape {
  readonly expected: number;
  /** Bits in which a word that fits differs from it nowhere. */
  readonly fixed: number;
  /** 6 for each digit: lifts what is more than 9 into the fixed bits. */
  readonly six: number;
}

/** `-00-`: two digits between two dashes. */
export function shapeOf(pattern: string): Shape {
  const word = (byteOf: (character: string) => number): number =>
    [...pattern].reduce((bits, character, place) => bits | (byteOf(character) << (8 * place)), 0);
  return {
    expected: word((character) => character.charCodeAt(0)),
    fixed: word((character) => (character === "0" ? 0xf0 : 0xff)),
    six: word((character) => (character === "0" ? 6 : 0)),
  };
}

/** The values of the digits, each in its byte; negative when the word has another shape. */
export function digitsAt(view: DataView, at: number, { expected, fixed, six }: Shape): number {
  const digits = view.getInt32(at, true) ^ expected;
  return ((digits | (digits + six)) & fixed) === 0 ? digits : -1;
}

/** Four digits, of which each is in its byte, as one number. */
export function numberOf(digits: number): number {
  const pairs = (Math.imul(digits, 2561) >>> 8) & 0x00ff00ff;
  return Math.imul(pairs, 6553601) >>> 16;
}

const FOUR = shapeOf("0000");

/** Four digits; negative when another byte is among them. */
export function fourDigitsAt(view: DataView, at: number): number {
  const digits = digitsAt(view, at, FOUR);
  return digits < 0 ? -1 : numberOf(digits);
}

/** One digit; negative when it is none. */
export const digitAt = (bytes: Uint8Array, at: number): number => {
  const digit = (bytes[at] ?? 0) - ZERO;
  return digit <= 9 ? digit : -1;
};
