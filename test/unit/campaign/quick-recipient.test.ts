import fc from "fast-check";
import { expect, it } from "vitest";
import { createQuickRecipient } from "../../../lib/campaign/quick-recipient.ts";
import { readRecipient } from "../../../lib/campaign/read-recipient.ts";
import { type E164, e164FromNumber } from "../../../lib/phone/e164.ts";
import { parseTyped } from "../../../lib/phone/parse.ts";

const COUNTRIES = ["US", "CA", "GB", "DE", "FR", "MX", "AU", "BR", "AR", "IT", "RU", "JP", "LT"];
const quickly = Object.fromEntries(
  COUNTRIES.map((country) => [country, createQuickRecipient(country)]),
);

function quick(cell: string, country: string): E164 | null {
  const units = new TextEncoder().encode(cell);
  const number = quickly[country]?.(units, 0, units.length) ?? 0;
  return number === 0 ? null : e164FromNumber(number);
}

const written = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."0123456789 -().+"), maxLength: 20 }),
  fc
    .tuple(
      fc.constantFrom("", "+", "+1", "1", "1 ", "+44 (0)", "0", "00", "011 "),
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 5, maxLength: 13 }),
      fc.constantFrom("", "-", " ", ".", ") "),
    )
    .map(([prefix, digits, mark]) => {
      const text = digits.join("");
      return `${prefix}${text.slice(0, 3)}${mark}${text.slice(3, 6)}${mark}${text.slice(6)}`;
    }),
  fc.string({ unit: fc.constantFrom(..."0123456789.,eEx'\"="), maxLength: 16 }),
);

it("reads nothing that the thorough reading does not read alike", () => {
  fc.assert(
    fc.property(written, fc.constantFrom(...COUNTRIES), (cell, country) => {
      const number = quick(cell, country);
      if (number === null) return;
      const text = /^"(.*)"$/s.exec(cell)?.[1] ?? cell;
      expect(readRecipient(text, country, parseTyped)).toEqual({ ok: true, number });
    }),
    { numRuns: 5000 },
  );
});

it.each([
  "+14155552671",
  "(415) 555-2671",
  '"(415) 555-2671"',
  "415.555.2671",
  "1 415 555 2671",
  "4155552671",
  // No such area: possible all the same.
  "(200) 555-2671",
  "+12005552671",
])("reads %j at once", (cell) => {
  expect(quick(cell, "US")).toMatch(/^\+1(415|200)5552671$/);
});
