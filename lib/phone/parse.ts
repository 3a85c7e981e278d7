import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from "libphonenumber-js/min";
import { type E164, isE164 } from "./e164.ts";

const asCountry = (country: string): CountryCode => (isSupportedCountry(country) ? country : "US");

/** What a person typed, in any writing; null when it is no possible phone number. */
export function parseTyped(text: string, country: string): E164 | null {
  const parsed = parsePhoneNumberFromString(text, asCountry(country));
  return parsed?.isPossible() && isE164(parsed.number) ? parsed.number : null;
}

/** National style for numbers of the own country, international for the rest. */
export function formatNumber(number: E164, country: string): string {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return number;
  return parsed.country === country ? parsed.formatNational() : parsed.formatInternational();
}
