import type { E164 } from "./e164.ts";
import { readNumber } from "./read-number.ts";
import { parseTextRoute, telNumber } from "./text-route.ts";

/** The number in something that a person points at: a link that calls or texts, or a written number. */
export function numberIn(text: string, country: string): E164 | null {
  const [recipient] = parseTextRoute(text, country)?.recipients ?? [];
  return recipient ?? telNumber(text, country) ?? readNumber(text, country);
}
