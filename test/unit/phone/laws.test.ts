import fc from "fast-check";
import { type CountryCode, getCountries, getExampleNumber } from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";
import { describe, expect, it } from "vitest";
import { digitStretches, scanNumbers, scanText } from "../../../lib/phone/scan.ts";

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

  it("finds no number outside of the stretches that the cheap look tells", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join(" ");
        const stretches = digitStretches(text);
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

/** A string that counts how many of its characters are read. */
function countedText(text: string): { readonly stand: string; readonly reads: () => number } {
  let reads = 0;
  const stand = new Proxy(
    {
      length: text.length,
      charCodeAt: (index: number): number => {
        reads++;
        return text.charCodeAt(index);
      },
      charAt: (index: number): string => {
        reads++;
        return text.charAt(index);
      },
      slice: (from: number, to?: number): string => {
        const part = text.slice(from, to);
        reads += part.length;
        return part;
      },
    },
    {
      get: (target, key) => {
        if (typeof key !== "string" || !/^\d+$/.test(key)) return Reflect.get(target, key);
        reads++;
        return text[Number(key)];
      },
    },
  );
  return { stand: stand as unknown as string, reads: () => reads };
}

const reads = (text: string, country: string): number => {
  const { stand, reads } = countedText(text);
  scanText(stand, country);
  return reads();
};

describe("work of the scanner", () => {
  const units = [
    "1",
    "1 ",
    "4155552671",
    "415-555-2671 ",
    "415-",
    "(415) ",
    "0 ",
    "00",
    "00 44 ",
    "+1 ",
    "+",
    "+4420",
    "2026-11-23 ",
    "1.1.1.1 ",
    "4111 ",
    "A1",
    "12345678A",
    "800-A",
    "800-AB ",
    "order ",
    "order 4155552671 ",
    "aaaaaaaaaaaaaaa4155552671",
    "\u200b",
    "1\u200b",
    "415\n",
    "is 4155552671",
    "- 4155552671",
    "ABCDEFGH ",
    " ",
    "_",
    "a",
  ];
  it.each(units)("is linear in %j without end", (unit) => {
    for (const country of ["US", "DE", "NO"]) {
      const text = unit.repeat(Math.ceil(20_000 / unit.length));
      expect(reads(text, country) / text.length, country).toBeLessThan(40);
    }
  });

  it("is linear in any soup", () => {
    const soup = fc.string({
      unit: fc.constantFrom(..."00112233445556789+()-. /,:#xA\u00a0\u200eé\n"),
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(soup, fc.constantFrom("US", "DE", "ES", "JP"), (unit, country) => {
        const text = unit.repeat(Math.ceil(3000 / unit.length));
        expect(reads(text, country) / text.length).toBeLessThan(40);
      }),
      { numRuns: 200 },
    );
  });

  it("reads less of prose than all of it", () => {
    const text = "the customer asked for a copy of her contract and will call again. ".repeat(300);
    expect(reads(text, "US") / text.length).toBeLessThan(0.5);
  });
});
