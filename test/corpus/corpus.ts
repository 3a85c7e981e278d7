import { CELLS } from "./cells.ts";
import { COUNTRIES } from "./countries.ts";
import { HELD_BEFORE } from "./held-before.ts";
import { HELD_FRESH } from "./held-fresh.ts";
import { HELD_OUT } from "./held-out.ts";
import { type Labelled, readLabelled, type Sample } from "./labelled.ts";
import { MORE } from "./more.ts";
import { NOTES } from "./notes.ts";
import { TECHNICAL } from "./technical.ts";

const read = (kind: string, texts: readonly Labelled[]): Sample[] =>
  texts.map((labelled) => readLabelled(kind, labelled));

/** Texts that the scanner may be tuned on. */
export const TUNED: readonly Sample[] = [
  ...read("cells", CELLS),
  ...read("notes", NOTES),
  ...read("technical", TECHNICAL),
  ...read("countries", COUNTRIES),
  ...read("more", MORE),
  ...read("held out before", HELD_BEFORE),
];

/** Texts that only tell how well that went. */
export const HELD: readonly Sample[] = read("held out", HELD_OUT);

/** The same of screens that no text before was written after. */
export const FRESH: readonly Sample[] = read("held out, other screens", HELD_FRESH);
