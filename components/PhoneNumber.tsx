import type { E164 } from "../lib/phone/e164.ts";
import { formatNumber } from "../lib/phone/parse.ts";

/** A number as people of `country` write it. */
export function PhoneNumber({ number, country }: { number: E164; country: string }) {
  return <bdi class="number">{formatNumber(number, country)}</bdi>;
}
