import type { FailureCode } from "../failure.ts";

export type SitePattern =
  | { readonly ok: true; readonly pattern: string }
  | { readonly ok: false; readonly code: FailureCode };

const INPUT = /^(?:(\*|https?):\/\/)?(\*\.)?([^/:*?#@\s]+)(?::\d{1,5})?(?:[/?#].*)?$/i;
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?$/;
/** `co.uk`, `com.au`, …: names under which strangers register. */
const COUNTRY_SECOND_LEVEL = /^(?:ac|co|com|edu|gov|net|org|ne|or|gob|nom)\.[a-z]{2}$/;

/**
 * Reads what an admin types (a host, an address, a match pattern) into a match
 * pattern for that host: `https://acme.pipedrive.com/*`, `https://*.pipedrive.com/*`.
 * The path is always `/*` and a port is dropped, since host permissions know
 * neither in every browser. `pattern-too-broad` where it would cover unrelated sites.
 */
export function parseSitePattern(text: string): SitePattern {
  const trimmed = text.trim();
  if (/^<all_urls>$|^(?:\*|https?):\/\/\*(?:\/|$)|^\*$/.test(trimmed)) {
    return { ok: false, code: "pattern-too-broad" };
  }
  const parts = INPUT.exec(trimmed);
  if (!parts) return { ok: false, code: "pattern-malformed" };
  const scheme = (parts[1] ?? "https").toLowerCase();
  const wildcard = parts[2] ?? "";
  const host = asciiHost(parts[3] ?? "");
  if (!host?.split(".").every((label) => LABEL.test(label))) {
    return { ok: false, code: "pattern-malformed" };
  }
  const single = !host.includes(".");
  if (wildcard && (single || COUNTRY_SECOND_LEVEL.test(host))) {
    return { ok: false, code: "pattern-too-broad" };
  }
  if (single && parts[1] === undefined && host !== "localhost") {
    return { ok: false, code: "pattern-malformed" };
  }
  return { ok: true, pattern: `${scheme}://${wildcard}${host}/*` };
}

function asciiHost(host: string): string | null {
  const url = URL.parse(`https://${host}/`);
  return url ? url.hostname : null;
}

/** Whether a page's address lies on a site. Anchored: the pattern is compared with the parsed host, never searched in the address. */
export function matchesSite(pattern: string, address: string): boolean {
  const parts = /^(\*|https?):\/\/(\*\.)?([^/*]+)\/\*$/.exec(pattern);
  const url = URL.parse(address);
  if (!parts || !url) return false;
  const [, scheme, wildcard, host] = parts;
  if (url.protocol !== "https:" && url.protocol !== "http:") return false;
  if (scheme !== "*" && url.protocol !== `${scheme}:`) return false;
  return url.hostname === host || (wildcard !== undefined && url.hostname.endsWith(`.${host}`));
}

/** The pattern that guards the site of an address; null where no extension may run. */
export function patternForAddress(address: string): string | null {
  const url = URL.parse(address);
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) return null;
  const parsed = parseSitePattern(`${url.protocol}//${url.hostname}/`);
  return parsed.ok ? parsed.pattern : null;
}

/** A pattern as people read it: `*.pipedrive.com`. */
export const hostOfPattern = (pattern: string): string =>
  pattern.replace(/^(?:\*|https?):\/\//, "").replace(/\/\*$/, "");
