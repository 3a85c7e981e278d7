import type { E164 } from "./e164.ts";
import { readNumber } from "./read-number.ts";

export interface TextRoute {
  readonly recipients: readonly E164[];
  /** Recipients that are no number we can understand: the route cannot be verified. */
  readonly unreadable: readonly string[];
}

export interface RouteOptions {
  /** Links to WhatsApp, Google Voice and other texting pages count too. */
  readonly webTexting?: boolean;
}

/** sms, smsto, mms, mmsto, and what phone apps made of them. */
const PLAIN_SCHEME = /sms|^mms|^imessage$/;
/** RingCentral's own schemes and those of its white-label apps. */
const RINGCENTRAL_SCHEME =
  /^(?:rc(?:app|mobile|telus|btmobile)|ringcentral|officeathand|attvr20|unifyoffice|com\.bt\.cloudwork\.app|com\.rainbowoffice\.app)$/;
const RINGCENTRAL_HOST =
  /^app\.(?:ringcentral|officeathand\.att|businessconnect\.telus|unifyoffice|cloudwork\.bt|rainbowoffice|cloudoffice\.avaya)\.com\.?$/;
const TEXT_PATH = /(?:^|\/)sms(?:\/|$)/;
const WEB_SCHEME = /^(?:whatsapp|viber|tg|sgnl)$/;
const WEB_HOST =
  /^(?:wa\.me|(?:api|web)\.whatsapp\.com|voice\.google\.com|messages\.google\.com|t\.me|signal\.me)$/;
/** Names that a recipient has in a link's query; never `from`. */
const RECIPIENT_KEY =
  /^(?:addresses|address|recipients?|to|numbers?|phone|phonenumbers?|tel|itemid)$/;
/** Parameters that stand behind a recipient as if they were one. */
const PARAMETER = /^(?:ext|isub|phone-context|body|text)=/i;
/** Some links are encoded again by each page that passes them on. */
const MAX_DECODES = 3;

/** Browsers drop these before they read a scheme, so `s\tms:` is `sms:`. */
function cleaned(href: string): string {
  let end = href.length;
  while (end > 0 && href.charCodeAt(end - 1) <= 32) end--;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  return href.slice(0, end).replace(/^[\u0000- ]+|[\t\n\r]/g, "");
}

/** Phone apps decode what they can and leave the rest. */
function decodeOnce(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      // Not UTF-8: only its ASCII can be part of a number.
      return bytes.replace(/%([0-7][\da-f])/gi, (_, hex) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      );
    }
  });
}

function decode(text: string): string {
  let decoded = text;
  for (let i = 0; i < MAX_DECODES && decoded.includes("%"); i++) decoded = decodeOnce(decoded);
  return decoded;
}

/** All that the query names as recipients, whichever of the names it uses. */
function queryRecipients(query: string): string[] {
  return query.split(/[&?#]/).flatMap((pair) => {
    const [, key = "", value = ""] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
    const name = decode(key)
      .toLowerCase()
      .replace(/^amp;|[^a-z;]/g, "");
    return RECIPIENT_KEY.test(name) ? [decode(value)] : [];
  });
}

/**
 * Whom a phone app may text for what is written: one number, or two where it can be
 * read nationally and with a calling code without its plus.
 */
function readRecipient(part: string, country: string): Set<E164> {
  const text = part.replace(/^\s*(?:tel|smsto|sms):/i, "");
  const digits = text.normalize("NFKC").replace(/[^\d+]/g, "");
  const numbers = new Set<E164>();
  const add = (number: E164 | null): void => {
    if (number) numbers.add(number);
  };
  add(readNumber(text.trim(), country));
  if (numbers.size === 0) add(readNumber(digits, country));
  // A plus that was decoded as a space, or left out.
  if (!digits.includes("+") && (/^\s/.test(text) || digits.length > 10)) {
    add(readNumber(`+${digits}`, country));
  }
  return numbers;
}

function toRoute(written: readonly string[], country: string): TextRoute {
  const recipients = new Set<E164>();
  const unreadable: string[] = [];
  for (const part of written.flatMap((text) => text.split(/[,;]/))) {
    if (part.trim() === "" || PARAMETER.test(part.trim())) continue;
    const numbers = readRecipient(part, country);
    for (const number of numbers) recipients.add(number);
    if (numbers.size === 0) unreadable.push(part.trim());
  }
  return { recipients: [...recipients], unreadable };
}

/** `sms:A,B?body=…`, `sms://A&body=…`, `sms:/open?addresses=A,B`. */
function plainRecipients(rest: string): string[] {
  const [, path = "", query = ""] = /^\/*(.*?)\/*(?:[?&#](.*))?$/s.exec(decode(rest)) ?? [];
  const named = queryRecipients(query);
  return /^(?:open)?$/i.test(path) ? named : [path, ...named];
}

/** `whatsapp://send?phone=…`, `https://wa.me/…`: numbers without plus are international ones. */
function webRecipients(path: string, query: string): string[] {
  const inPath = /(?:^|\/)\+?\d[\d ()-]{6,}(?=\/|$)/.exec(path)?.[0].replace("/", "") ?? [];
  return queryRecipients(query)
    .concat(inPath)
    .map((number) => number.replace(/^t\.(?=\+)/, "").replace(/^(?=\d)/, " "));
}

/** Texts launched by a `javascript:` link. */
function scriptRoute(code: string, country: string, options: RouteOptions): TextRoute | null {
  const routes = [...decode(code).matchAll(/(["'`])(.*?)\1/g)].flatMap(
    ([, , text = ""]) => parseTextRoute(text, country, options) ?? [],
  );
  if (routes.length === 0) return null;
  return {
    recipients: [...new Set(routes.flatMap(({ recipients }) => recipients))],
    unreadable: routes.flatMap(({ unreadable }) => unreadable),
  };
}

/** The address that Android makes of `intent:…#Intent;scheme=…;end`; of an intent in an intent it makes none. */
function intentData(rest: string): string {
  if (/^[^a-z]*intent:/i.test(rest)) return "";
  const [, data = rest, parameters = ""] = /^(.*)#Intent;(.*)$/is.exec(rest) ?? [];
  const scheme = [...parameters.matchAll(/(?:^|;)scheme=([^;]*)/gi)].at(-1)?.[1];
  return scheme === undefined ? data : `${decode(scheme)}:${data}`;
}

/**
 * What a link would text: null when it is no text route. Reads generously, since a
 * recipient that is missed could be texted. A route without recipients opens an
 * empty composer.
 */
export function parseTextRoute(
  href: string,
  country: string,
  options: RouteOptions = {},
): TextRoute | null {
  const link = cleaned(href).replace(/^[/\\]{2}/, "https://");
  const [, written = "", rest = ""] = /^([a-z][a-z\d+.-]*):(.*)$/is.exec(link) ?? [];
  const scheme = written.toLowerCase();
  if (scheme === "") return null;
  if (PLAIN_SCHEME.test(scheme)) return toRoute(plainRecipients(rest), country);
  if (scheme === "javascript") return scriptRoute(rest, country, options);
  if (scheme === "intent") return parseTextRoute(intentData(rest), country, options);
  const url = /^https?$/.test(scheme) ? URL.parse(link) : null;
  const [path = "", query = ""] = url
    ? [url.pathname, url.search + url.hash]
    : rest.split(/[?#](.*)/s);
  const isRingCentral = url ? RINGCENTRAL_HOST.test(url.hostname) : RINGCENTRAL_SCHEME.test(scheme);
  if (isRingCentral && TEXT_PATH.test(decode(path).toLowerCase())) {
    return toRoute(queryRecipients(query), country);
  }
  if (!options.webTexting) return null;
  if (!(url ? WEB_HOST.test(url.hostname) : WEB_SCHEME.test(scheme))) return null;
  return toRoute(webRecipients(decode(url ? url.pathname + url.hash : rest), query), country);
}

/** The number of a `tel:` or `callto:` link. */
export function telNumber(href: string, country: string): E164 | null {
  const parts = /^(?:tel|callto):(.*)$/is.exec(cleaned(href));
  return parts ? readNumber(decode(parts[1] ?? "").replace(/^\/+/, ""), country) : null;
}
