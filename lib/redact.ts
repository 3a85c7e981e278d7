/** Seven digits and more, however they are written: a phone number, perhaps. */
const NUMBERS = /\+?\d(?:[\s().-]*\d){6,}/g;
/** What tokens, codes and keys look like. */
const SECRETS = /[\w~+/-]{24,}(?:\.[\w~+/-]{8,})*=*/g;
const ADDRESSES = /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]+/gi;

/** A text of foreign origin without what may be a customer's number, a token or an address. */
export const redact = (text: string): string =>
  text.replace(ADDRESSES, "[address]").replace(SECRETS, "[secret]").replace(NUMBERS, "[number]");
