import type { E164 } from "./e164.ts";
import { readNumber } from "./read-number.ts";

export interface TextRoute {
  readonly recipients: readonly E164[];
  /** Recipients that are no number we can understand: the route cannot be verified. */
  readonly unreadable: readonly string[];
}

const PLAIN_SCHEMES = new Set(["sms", "smsto", "mms", "mmsto"]);
const RINGCENTRAL_SCHEMES = new Set([
  "rcapp",
  "rcmobile",
  "ringcentral",
  "officeathand",
  "attvr20",
  "rctelus",
  "unifyoffice",
  "com.bt.cloudwork.app",
  "rcbtmobile",
  "com.rainbowoffice.app",
]);
const RINGCENTRAL_HOSTS = new Set([
  "app.ringcentral.com",
  "app.officeathand.att.com",
  "app.businessconnect.telus.com",
  "app.unifyoffice.com",
  "app.cloudwork.bt.com",
  "app.rainbowoffice.com",
  "app.cloudoffice.avaya.com",
]);
const TEXT_PATH = /(?:^|\/)sms(?:\/|$)/i;

/** Browsers drop these before they read a scheme, so `s\tms:` is `sms:`. */
const cleaned = (href: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  href.replace(/[\t\n\r]/g, "").replace(/^[\u0000- ]+|[\u0000- ]+$/g, "");

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    // A stray percent sign: taken as it stands.
    if (error instanceof URIError) return text;
    throw error;
  }
}

/** Values of a query's first key that is present; `+` and `%2B` and a space may all stand for a plus. */
function queryValues(query: string, keys: readonly string[]): string[] {
  const pairs = query
    .split(/[&;]/)
    .map((pair) => /^([^=]*)=?(.*)$/s.exec(pair))
    .flatMap((parts) => (parts ? [[decode(parts[1] ?? "").toLowerCase(), parts[2] ?? ""]] : []));
  for (const key of keys) {
    const values = pairs.flatMap(([name, value]) => (name === key ? [decode(value ?? "")] : []));
    if (values.length > 0) return values;
  }
  return [];
}

function toRoute(written: readonly string[], country: string): TextRoute {
  const recipients = new Set<E164>();
  const unreadable: string[] = [];
  for (const part of written.flatMap((text) => text.split(/[,;]/))) {
    const text = part.trim();
    if (text === "" || /^(?:ext|phone-context|isub)=/i.test(text)) continue;
    const number = readNumber(text, country);
    if (number) recipients.add(number);
    else unreadable.push(text);
  }
  return { recipients: [...recipients], unreadable };
}

function plainRecipients(rest: string): string[] {
  const [path = "", query = ""] = rest.split(/[?]|&(?=[a-z]+=)/i, 2);
  const authority = path.replace(/^\/+/, "").replace(/\/+$/, "");
  const addresses = queryValues(rest.slice(path.length + 1) || query, [
    "addresses",
    "recipients",
    "to",
  ]);
  return authority === "" || authority.toLowerCase() === "open"
    ? addresses
    : [decode(authority), ...addresses];
}

/**
 * What a link would text: null when it is no text route. Reads generously, since a
 * recipient that is missed could be texted. A route without recipients opens an
 * empty composer.
 */
export function parseTextRoute(href: string, country: string): TextRoute | null {
  const link = cleaned(href);
  const parts = /^([a-z][a-z0-9+.-]*):(.*)$/is.exec(link);
  if (!parts) return null;
  const scheme = (parts[1] ?? "").toLowerCase();
  const rest = parts[2] ?? "";
  if (PLAIN_SCHEMES.has(scheme)) return toRoute(plainRecipients(rest), country);
  const web = scheme === "https" || scheme === "http";
  if (!web && !RINGCENTRAL_SCHEMES.has(scheme)) return null;
  const [path = "", query = ""] = rest.replace(/#.*$/s, "").split(/\?(.*)/s);
  if (!TEXT_PATH.test(path)) return null;
  if (web && !RINGCENTRAL_HOSTS.has(URL.parse(link)?.hostname ?? "")) return null;
  return toRoute(queryValues(query, ["number", "to", "phonenumber", "recipients"]), country);
}

/** The number of a `tel:` or `callto:` link. */
export function telNumber(href: string, country: string): E164 | null {
  const parts = /^(?:tel|callto):(.*)$/is.exec(cleaned(href));
  return parts ? readNumber(decode(parts[1] ?? "").replace(/^\/+/, ""), country) : null;
}
