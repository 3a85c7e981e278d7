import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numberStretches } from "../../../lib/phone/possible.ts";
import { type Beside, scanNumbers } from "../../../lib/phone/scan.ts";

/** Ways to write one number, of every kind that the scanner reads. */
const WRITINGS = [
  "(415) 555-2605",
  "4155552605",
  "+1 415 555 2605",
  "1 (415) 555-2605",
  "415.555.2605",
  "415\u00a0555\u20112605",
  "\u200e415-555-2605\u200e",
  "415 555 26 05",
  "41 5555 2605",
  "442079460958",
  "44 20 7946 0958",
  "33 (0)6 12 34 56 78",
  "0044 20 7946 0958",
  "４１５－５５５－２６０５",
  "＋１４１５５５５２６０５",
  "٤١٥-٥٥٥-٢٦٠٥",
  "011 44 20 7946 0958",
  "011 1 415 555 2605",
  "+44 20 7946 0958",
  "+47 22 22 22 22",
  "1-800-FLOWERS",
  "(800) FLOWERS",
  "1 (800) 555-2605 ext. 4",
];
const OTHERS = ["2026-11-24", "12", "$ 12.00", "1377", "Open", "", " ", "Order #", "+", "1", "0"];
const LABEL: Beside = { label: "Phone" };

/** A text that is written in several nodes, of which any may be a cell of its own. */
const texts = fc.array(fc.constantFrom(...WRITINGS, ...OTHERS), { minLength: 1, maxLength: 8 });

describe("a look at joined texts", () => {
  test("tells all numbers that any of them holds, alone or with those beside it", () => {
    fc.assert(
      fc.property(texts, (parts) => {
        const { possible } = numberStretches(parts.join(""), true);
        if (possible.includes(null)) return;
        const told = new Set(possible.flatMap((numbers) => numbers ?? []));
        for (let from = 0; from < parts.length; from++) {
          for (let to = from + 1; to <= parts.length; to++) {
            const text = parts.slice(from, to).join("");
            for (const beside of [undefined, LABEL]) {
              for (const { number } of scanNumbers(text, "US", beside)) {
                expect([...told], `${text} of ${parts.join("|")}`).toContain(number);
              }
            }
          }
        }
      }),
      { numRuns: 3000 },
    );
  });

  test.each(WRITINGS)("has %s in one of its stretches, whatever stands around it", (number) => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.string({ unit: "grapheme" }),
        (before, after) => {
          const text = before + number + after;
          for (const [country, nanp] of [
            ["US", true],
            ["DE", false],
          ] as const) {
            const { bounds } = numberStretches(text, nanp);
            for (const { start, end } of scanNumbers(text, country)) {
              const within = bounds.some(
                (from, at) => at % 2 === 0 && from < end && start < (bounds[at + 1] ?? 0),
              );
              expect(within, text).toBe(true);
            }
          }
        },
      ),
    );
  });

  test("tells one number for one that is written as usual, between digits of others", () => {
    const { possible } = numberStretches("Customer 12(415) 555-2605open2026-11-24$ 12.00", true);
    expect(possible).toEqual([["+14155552605"]]);
  });

  test("sees none in a row of dates, amounts and names", () => {
    const row = "Customer 12noneAcme Company2026-11-24$ 12.0012 itemsopen";
    expect(numberStretches(row, true).bounds).toEqual([]);
  });

  test("leaves numbers of other plans to a closer look", () => {
    for (const text of ["+44 20 7946 0958", "011 44 20 7946 0958", "1-800-FLOWERS"]) {
      expect(numberStretches(text, true).possible).toContain(null);
    }
    expect(numberStretches("030 901820", false).possible).toEqual([null]);
  });
});
