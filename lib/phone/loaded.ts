import { BREAK, classes, classOf, DIGIT, inFewShapes, LETTER, OTHER } from "./characters.ts";

/** Longer texts are scanned in pieces. */
const MAX_LENGTH = 32_767;
/** A piece ends where no number is written, if such a place is so near. */
const MAX_BACK = 4000;
/** By kind: an ASCII character that stands for those of the same kind in other scripts. */
const STAND_INS = "\x02:$#aA0 -./()+\x01\n";

const encoder = new TextEncoder();

/**
 * The text at hand, and an ASCII code for each of its UTF-16 units, with a zero behind
 * them: loops over a string, or over an array that may change, cost several times as
 * much. One for all: no scan is interrupted by another.
 */
export const codes = new Uint8Array(MAX_LENGTH + 1);
export let text = "";
export let length = 0;
/** Where it begins in the text that it is a piece of. */
export let base = 0;
/** False: no plus is in it. */
export let hasPlus = false;

/** Takes a text from an offset on to hand, or as much of it as there is room for. */
export function load(whole: string, from: number): void {
  const end = whole.length - from > MAX_LENGTH ? cutBefore(whole, from + MAX_LENGTH) : whole.length;
  base = from;
  text = end - from < whole.length ? whole.slice(from, end) : whole;
  length = text.length;
  const { read, written } = encoder.encodeInto(text, codes);
  hasPlus = text.includes("+");
  if (read !== length || written !== length) loadSlowly(inFewShapes(text));
  codes[length] = 0;
}

function cutBefore(whole: string, end: number): number {
  for (const kind of [OTHER, BREAK, LETTER]) {
    for (let at = end; at > end - MAX_BACK; ) if (classOf(whole, --at) === kind) return at + 1;
  }
  return end;
}

function loadSlowly(shaped: string): void {
  hasPlus = true;
  for (let at = 0; at < shaped.length; at++) {
    const code = shaped.charCodeAt(at);
    if (code < 128) codes[at] = code;
    else {
      const kind = classes[code] as number;
      codes[at] = kind === DIGIT ? 48 + (code & 15) : STAND_INS.charCodeAt(kind);
    }
  }
}

/** The kind of a character of the text at hand. */
export const kindAt = (at: number): number => classes[codes[at] as number] as number;
