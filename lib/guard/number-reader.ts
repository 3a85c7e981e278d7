import { readNumber } from "../phone/read-number.ts";
import { digitStretches, scanNumbers } from "../phone/scan.ts";
import { parseTextRoute, telNumber } from "../phone/text-route.ts";

/** How numbers and routes are read. Both scripts of the guard use the one copy that the first brings. */
export const numberReader = {
  digitStretches,
  scanNumbers,
  readNumber,
  parseTextRoute,
  telNumber,
} as const;

export type NumberReader = typeof numberReader;
