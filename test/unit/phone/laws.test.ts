import fc from "fast-check";
import { type CountryCode, getCountries, getExampleNumber } from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";
import { describe, expect, it } from "vitest";
import { numberStretches } from "../../../lib/phone/possible.ts";
import { scanNumbers } from "../../../lib/phone/scan.ts";

/** The countries with most mobile lines. */
const COUNTRIES =
  "CN IN US ID BR RU NG BD PK JP PH MX VN DE EG IR TR TH GB FR IT ZA KR CO ES PL UA AR MM MY SA CA CD KE TZ DZ MA IQ ET UZ AU NL".split(
    " ",
  );

const words = fc
  .array(
    fc.constantFrom("Ada", "met", "us", "in", "Reno,", "then", "left.", "called:", "(mobile)", "—"),
    { maxLength: 6 },
  )
  .map((list) => list.join(" "));

describe("laws of the scanner", () => {
  it.each(COUNTRIES)("finds %s's example number in any text, nationally and abroad", (country) => {
    const example = getExampleNumber(country as CountryCode, examples);
    if (!example) throw new Error(`no example number of ${country}`);
    const writings = fc.constantFrom(
      [example.formatNational(), country],
      [example.formatInternational(), country],
      [example.formatInternational(), "US"],
      [example.formatInternational(), "DE"],
      [example.number, country],
      [example.number, "GB"],
      [example.formatInternational().replaceAll(" ", "\u00a0"), country],
      [example.formatInternational().replaceAll(" ", "-"), country],
      [example.formatInternational().replace("+", "00"), country],
    );
    fc.assert(
      fc.property(words, writings, words, (left, [written = "", from = ""], right) => {
        const text = `${left} ${written} ${right}`;
        const start = left.length + 1;
        expect(scanNumbers(text, from), text).toEqual([
          { start, end: start + written.length, number: example.number },
        ]);
      }),
      { numRuns: 60 },
    );
  });

  it("finds every country's example number of seven digits or more as its people write it", () => {
    const missed = getCountries().flatMap((country) => {
      const example = getExampleNumber(country, examples);
      if (!example || example.formatNational().replace(/\D/g, "").length < 7) return [];
      return [example.formatNational(), example.formatInternational(), example.number].filter(
        (written) => scanNumbers(`Hi ${written} bye`, country)[0]?.number !== example.number,
      );
    });
    expect(missed).toEqual([]);
  });

  const piece = fc.oneof(
    words,
    fc.constantFrom(
      "(415) 555-2671",
      "+44 20 7946 0958",
      "2125550199",
      "2026-11-23",
      "Order #4155552633",
      "10.120.100.200",
      "$4,155.00",
      "1-800-FLOWERS",
    ),
  );

  it("finds the same in a text and in two pieces of it that cut no number", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.nat(8), (pieces, cut) => {
        const left = pieces.slice(0, cut).map((text) => `${text}; `);
        const right = pieces.slice(cut).map((text) => `${text}; `);
        const base = left.join("").length;
        const parts = [
          ...scanNumbers(left.join(""), "US"),
          ...scanNumbers(right.join(""), "US").map(({ start, end, number }) => ({
            start: start + base,
            end: end + base,
            number,
          })),
        ];
        expect(scanNumbers([...left, ...right].join(""), "US")).toEqual(parts);
      }),
    );
  });

  it("finds the same where marks that are not seen part digits, whose shape is then read slowly", () => {
    const group = fc.string({
      unit: fc.constantFrom(..."01223456789"),
      minLength: 1,
      maxLength: 7,
    });
    const gap = fc.constantFrom("", " ", "-", ".", ") ", " (", "/", "\n", "T", " Z ", ": ", "+");
    const texts = fc
      .array(fc.tuple(group, gap), { maxLength: 9 })
      .map((all) => all.flat().join(""));
    const usual = fc
      .tuple(texts, fc.constantFrom("415-555-2671", "(212) 555 01 99", "1 800 5550199"), texts)
      .map((all) => all.join(" "));
    fc.assert(
      fc.property(fc.oneof(texts, usual), fc.constantFrom("US", "CA", "GB"), (text, country) => {
        const numbers = (of: string): string[] =>
          scanNumbers(of, country).map(({ number }) => number);
        expect(numbers(text.replace(/\d(?=\d)/g, "$&\u2060"))).toEqual(numbers(text));
      }),
      { numRuns: 1000 },
    );
  });

  it("finds no number outside of the stretches that the cheap look tells", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join(" ");
        const stretches = numberStretches(text, false).bounds;
        for (const { start } of scanNumbers(text, "US")) {
          const within = stretches.some(
            (from, i) => i % 2 === 0 && from <= start && start < (stretches[i + 1] ?? 0),
          );
          expect(within, text).toBe(true);
        }
      }),
    );
  });
});
