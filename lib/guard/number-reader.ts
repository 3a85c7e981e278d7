import { NANP, planOf } from "../phone/numbering-plan.ts";
import { numberStretches } from "../phone/possible.ts";
import { readNumber, readValue } from "../phone/read-number.ts";
import { BOUNDARY, scanNumbers } from "../phone/scan.ts";
import { parseTextRoute, telNumber } from "../phone/text-route.ts";
import { hrefOf, resolved } from "./routes/href-of.ts";

/** How numbers and addresses are read. All scripts of the guard use the one copy that the first brings. */
export const numberReader = {
  /** Whether numbers without a plus have the ten digits of the North American plan. */
  readsNanp: (country: string): boolean => planOf(country).code === NANP,
  /** Between texts that are read together. */
  boundary: BOUNDARY,
  numberStretches,
  scanNumbers,
  readNumber,
  readValue,
  parseTextRoute,
  telNumber,
  hrefOf,
  resolved,
} as const;

export type NumberReader = typeof numberReader;
