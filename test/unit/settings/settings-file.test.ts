import fc from "fast-check";
import { expect, it } from "vitest";
import { Failure } from "../../../lib/failure.ts";
import { DEFAULT_SETTINGS } from "../../../lib/settings/settings.ts";
import { readSettingsFile, writeSettingsFile } from "../../../lib/settings/settings-file.ts";

const { pausedSites, language, theme, ...shared } = DEFAULT_SETTINGS;
const file = (settings: unknown, version = 1): string =>
  JSON.stringify({ format: "consent-guard-settings", version, settings });

it("reads what it has written, without what belongs to one person", () => {
  const settings = { ...DEFAULT_SETTINGS, sites: ["https://crm.example.com/*"], syncMinutes: 5 };
  expect(readSettingsFile(writeSettingsFile(settings))).toEqual({
    patch: { ...shared, sites: settings.sites, syncMinutes: 5 },
    ignored: [],
  });
});

it("takes each value that is allowed and names the others", () => {
  const settings = { syncMinutes: 0, unverified: "block", sites: ["*://*/*"], token: "x" };
  expect(readSettingsFile(file(settings))).toEqual({
    patch: { unverified: "block" },
    ignored: ["syncMinutes", "sites", "token"],
  });
});

it("cannot be made to reach beyond the settings", () => {
  const text = `{"format":"consent-guard-settings","version":1,"settings":{"__proto__":{"a":1},"constructor":1,"pausedSites":[]}}`;
  expect(readSettingsFile(text).patch).toEqual({});
  expect(({} as { a?: number }).a).toBeUndefined();
});

it("names a file of a later version", () => {
  expect(() => readSettingsFile(file({}, 2))).toThrow(
    expect.objectContaining({ code: "settings-file-newer" }),
  );
});

it("names whatever else it is given", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      try {
        readSettingsFile(text);
      } catch (error) {
        expect(error).toBeInstanceOf(Failure);
        expect((error as Failure).code).toBe("settings-file-malformed");
      }
    }),
  );
});
