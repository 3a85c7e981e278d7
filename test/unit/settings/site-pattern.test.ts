import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KNOWN_CRMS } from "../../../lib/settings/known-crms.ts";
import {
  matchesSite,
  parseSitePattern,
  patternForAddress,
} from "../../../lib/settings/site-pattern.ts";

describe("what an admin types as a site", () => {
  it.each([
    ["acme.pipedrive.com", "https://acme.pipedrive.com/*"],
    ["  https://acme.pipedrive.com/deals?x=1 ", "https://acme.pipedrive.com/*"],
    ["https://*.pipedrive.com/*", "https://*.pipedrive.com/*"],
    ["*.lightning.force.com", "https://*.lightning.force.com/*"],
    ["HTTPS://CRM.Example.COM", "https://crm.example.com/*"],
    ["http://crm.local:8069/web#id=3", "http://crm.local/*"],
    ["http://intranet/crm", "http://intranet/*"],
    ["http://127.0.0.1:8787/contacts", "http://127.0.0.1/*"],
    ["localhost", "https://localhost/*"],
    ["bücher.example", "https://xn--bcher-kva.example/*"],
  ])("%s becomes %s", (typed, pattern) => {
    expect(parseSitePattern(typed)).toEqual({ ok: true, pattern });
  });

  it.each([
    "<all_urls>",
    "*",
    "*://*/*",
    "https://*/*",
    "https://*",
    "*.com",
    "https://*.com/*",
    "*.co.uk",
    "https://*.com.au/*",
  ])("%s is too broad", (typed) => {
    expect(parseSitePattern(typed)).toEqual({ ok: false, code: "pattern-too-broad" });
  });

  it.each([
    "",
    "   ",
    "ftp://crm.example.com/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "https://",
    "https://a b.com/",
    "https://user:pass@crm.example.com/",
    "https://crm.*.com/*",
    "https://-bad.example/",
    "crm",
    "https://foo..bar/",
  ])("%j is malformed", (typed) => {
    expect(parseSitePattern(typed)).toEqual({ ok: false, code: "pattern-malformed" });
  });

  it("never throws and is stable when it reads its own pattern", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.domain()), (typed) => {
        const parsed = parseSitePattern(typed);
        if (parsed.ok) expect(parseSitePattern(parsed.pattern)).toEqual(parsed);
      }),
    );
  });

  it("accepts every CRM of the list as it stands", () => {
    for (const { pattern } of KNOWN_CRMS) {
      expect(parseSitePattern(pattern)).toEqual({ ok: true, pattern });
    }
  });
});

describe("whether an address lies on a site", () => {
  const site = "https://*.pipedrive.com/*";
  it.each([
    "https://acme.pipedrive.com/deals",
    "https://pipedrive.com/",
    "https://a.b.pipedrive.com:8443/x",
  ])("%s does", (address) => expect(matchesSite(site, address)).toBe(true));

  it.each([
    "https://evil.example/?u=https://a.pipedrive.com/",
    "https://evil.example/a.pipedrive.com/",
    "https://evilpipedrive.com/",
    "https://a.pipedrive.com.evil.example/",
    "https://a.pipedrive.com@evil.example/",
    "http://acme.pipedrive.com/",
    "data:text/html,https://a.pipedrive.com/",
    "about:blank",
    "not an address",
  ])("%s does not", (address) => expect(matchesSite(site, address)).toBe(false));

  it("guards the address that its pattern was made from", () => {
    fc.assert(
      fc.property(fc.webUrl(), (address) => {
        const pattern = patternForAddress(address);
        if (pattern !== null) expect(matchesSite(pattern, address)).toBe(true);
      }),
    );
    expect(patternForAddress("chrome://settings/")).toBeNull();
  });
});
