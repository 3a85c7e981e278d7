import { type CountryCode, getCountries, getCountryCallingCode } from "libphonenumber-js/min";

export interface Country {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  /** Without the plus. */
  readonly callingCode: string;
}

/** Every country that numbers can be written for. */
export const countries = (): readonly Country[] =>
  getCountries().map((code: CountryCode) => ({ code, callingCode: getCountryCallingCode(code) }));
