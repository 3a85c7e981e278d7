import type { E164 } from "../phone/e164.ts";

/** A number and where it is shown, in the window's coordinates. */
export interface NumberPlace {
  readonly number: E164;
  readonly box: DOMRect;
}
