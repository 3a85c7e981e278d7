import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mayHoldNanp, mayHoldNumber } from "../../../lib/guard/text/candidates.ts";
import { digitStretches, scanNumbers } from "../../../lib/phone/scan.ts";

/** Ways to write one number, of every kind that the scanner reads. */
const WRITINGS = [
  "(415) 555-2605",
  "4155552605",
  "+1 415 555 2605",
  "415.555.2605",
  "415\u00a0555\u20112605",
  "\u200e415-555-2605\u200e",
  "４１５－５５５－２６０５",
  "＋１４１５５５５２６０５",
  "٤١٥-٥٥٥-٢٦٠٥",
  "011 44 20 7946 0958",
  "+44 20 7946 0958",
  "+47 22 22 22 22",
  "1-800-FLOWERS",
  "1 (800) 555-2605 ext. 4",
];

describe("the first look never hides a number", () => {
  test("whatever stands around it, with nothing between", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...WRITINGS),
        fc.string({ unit: "grapheme" }),
        fc.string({ unit: "grapheme" }),
        (number, before, after) => {
          const text = before + number + after;
          if (scanNumbers(text, "US").length > 0) expect(mayHoldNumber(text, true)).toBe(true);
          if (scanNumbers(text, "DE").length > 0) expect(mayHoldNumber(text, false)).toBe(true);
        },
      ),
    );
  });

  test.each(WRITINGS)("%s, in one of the stretches", (number) => {
    for (const text of [number, `2026-11-24${number}`, `${number}12`, `Open${number}Open`]) {
      if (scanNumbers(number, "US").length === 0) continue;
      const stretches = digitStretches(text);
      const kept = stretches.some(
        (start, at) => at % 2 === 0 && mayHoldNanp(text, start, stretches[at + 1] as number),
      );
      expect(kept).toBe(true);
    }
  });

  test("sees none in a row of dates, amounts and names", () => {
    const row = "Customer 12noneAcme Company2026-11-24$ 12.0012 itemsopen";
    expect(mayHoldNumber(row, true)).toBe(false);
  });
});
