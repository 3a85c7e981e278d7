import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberStretches } from "../../../lib/phone/possible.ts";
import { readNumber } from "../../../lib/phone/read-number.ts";
import { scanNumbers } from "../../../lib/phone/scan.ts";

/** A text, and the numbers in it as written and as they are. */
const FOUND: [text: string, ...numbers: [written: string, number: string][]][] = [
  ["(415) 555-2671", ["(415) 555-2671", "+14155552671"]],
  ["Call (415) 555-2671 now", ["(415) 555-2671", "+14155552671"]],
  ["415-555-2671", ["415-555-2671", "+14155552671"]],
  ["415.555.2671", ["415.555.2671", "+14155552671"]],
  ["415 555 2671", ["415 555 2671", "+14155552671"]],
  ["4155552671", ["4155552671", "+14155552671"]],
  ["1-415-555-2671", ["1-415-555-2671", "+14155552671"]],
  ["+1 415 555 2671", ["+1 415 555 2671", "+14155552671"]],
  ["+14155552671", ["+14155552671", "+14155552671"]],
  ["14155552671", ["14155552671", "+14155552671"]],
  ["415\u00a0555\u20112671", ["415\u00a0555\u20112671", "+14155552671"]],
  ["\u202a+1 415\u2011555\u20112671\u202c", ["+1 415\u2011555\u20112671", "+14155552671"]],
  ["４１５－５５５－２６７１", ["４１５－５５５－２６７１", "+14155552671"]],
  ["(415) 555-2671 ext. 44", ["(415) 555-2671", "+14155552671"]],
  ["415-555-2671x44", ["415-555-2671", "+14155552671"]],
  ["Tel:4155552671", ["4155552671", "+14155552671"]],
  ["Phone no. 415-555-2671", ["415-555-2671", "+14155552671"]],
  ["2026-11-23 415-555-2671", ["415-555-2671", "+14155552671"]],
  ["11/23/2026 (415) 555-2671", ["(415) 555-2671", "+14155552671"]],
  [
    "415-555-2671, 212-555-0199",
    ["415-555-2671", "+14155552671"],
    ["212-555-0199", "+12125550199"],
  ],
  [
    "415-555-2671 / 212-555-0199",
    ["415-555-2671", "+14155552671"],
    ["212-555-0199", "+12125550199"],
  ],
  ["415-555-2671 2025", ["415-555-2671", "+14155552671"]],
  ["+44 20 7946 0958", ["+44 20 7946 0958", "+442079460958"]],
  ["+44 (0)20 7946 0958", ["+44 (0)20 7946 0958", "+442079460958"]],
  ["+49 30 901820", ["+49 30 901820", "+4930901820"]],
  ["011 44 20 7946 0958", ["011 44 20 7946 0958", "+442079460958"]],
  ["My number is 4155552671", ["4155552671", "+14155552671"]],
  ["Contact no. 4155552671", ["4155552671", "+14155552671"]],
  ["Mobile: (650) 253-0000.", ["(650) 253-0000", "+16502530000"]],
  ["Policyholder 4155552671", ["4155552671", "+14155552671"]],
  ["Contractor 4155552671", ["4155552671", "+14155552671"]],
  ["Requester: 4155552671", ["4155552671", "+14155552671"]],
  ["Orderline: 415-555-2671", ["415-555-2671", "+14155552671"]],
  ["<415-555-2671>", ["415-555-2671", "+14155552671"]],
];

const NOT_FOUND = [
  "Order #4155552633",
  "SO-4155552633",
  "Invoice 2025551234",
  "Estimate 2025551234",
  "voucher 2025551234",
  "Ticket: 4155552633",
  "Account no. 4155552633",
  "Account number is 4155552633",
  "No. 4155552633",
  "MRN 4155552633",
  "Tracking 1Z9994155552671784",
  "4111 1111 1111 1111",
  "4111-1111-1111-1111",
  "192.168.100.200",
  "37.774929, -122.419416",
  "2026-11-23 14:55:52",
  "11/23/2026 10:15:30",
  "123-45-6789",
  "DE89370400440532013000",
  "550e8400-e29b-41d4-a716-446655440000",
  "$4,155,552,671",
  "4155552671.25",
  "epoch 1763900000",
  "version 10.4155552671",
  "115-555-2671",
  "415-155-2671",
  "911-555-2671",
  "deadbeef4155552671cafe",
  "12345678901234567890123",
  "",
];

describe("numbers in text", () => {
  it.each(FOUND)("%j", (text, ...expected) => {
    const found = scanNumbers(text, "US").map((m) => [text.slice(m.start, m.end), m.number]);
    expect(found).toEqual(expected);
  });

  it.each(NOT_FOUND)("none in %j", (text) => {
    expect(scanNumbers(text, "US")).toEqual([]);
  });

  it.each([
    ["GB", "020 7946 0958", "+442079460958"],
    ["DE", "030 901820", "+4930901820"],
    ["FR", "01 42 68 53 00", "+33142685300"],
    ["AU", "(02) 9374 4000", "+61293744000"],
    ["ES", "912 345 678", "+34912345678"],
  ])("reads %s's own format %s", (country, text, number) => {
    expect(scanNumbers(`Tel: ${text}`, country).map((m) => m.number)).toEqual([number]);
  });

  const digit = fc.integer({ min: 0, max: 9 });
  const nanp = fc
    .tuple(
      fc.integer({ min: 2, max: 9 }),
      fc.integer({ min: 0, max: 8 }),
      digit,
      fc.integer({ min: 2, max: 9 }),
      digit,
      digit,
      digit,
      digit,
      digit,
      digit,
    )
    .map((digits) => digits.join(""))
    .filter((d) => !/^(?:[234]00|37|96|.11|....11)/.test(d));
  const writing = fc.constantFrom<(d: string) => string>(
    (d) => `(${d.slice(0, 3)}) ${d.slice(3, 6)}-${d.slice(6)}`,
    (d) => `${d.slice(0, 3)}-${d.slice(3, 6)}-${d.slice(6)}`,
    (d) => `+1 ${d.slice(0, 3)} ${d.slice(3, 6)} ${d.slice(6)}`,
    (d) => `+1${d}`,
  );
  const words = fc.array(
    fc.constantFrom("Ada", "met", "us", "in", "Reno,", "then", "left.", "Smith"),
    { maxLength: 6 },
  );

  it("finds any NANP number at its exact place among words", () => {
    fc.assert(
      fc.property(words, nanp, writing, words, (left, digits, write, right) => {
        const written = write(digits);
        const text = `${left.join(" ")} ${written} ${right.join(" ")}`;
        const start = text.indexOf(written);
        expect(scanNumbers(text, "US")).toEqual([
          { start, end: start + written.length, number: `+1${digits}` },
        ]);
      }),
    );
  });

  it.each([
    "Kundenservice 0800 3301000",
    "Auftraggeber: 0151 23456789",
    "Bestellannahme 089 1234567",
  ])(
    "finds a number that one may call, behind a word that begins as one for a record: %s",
    (text) => expect(scanNumbers(text, "DE")).toHaveLength(1),
  );

  it.each(["Kundennummer 0800 3301000", "Auftrag 0151 23456789", "Lieferschein 0891234567"])(
    "finds none in a record's number: %s",
    (text) => expect(scanNumbers(text, "DE")).toEqual([]),
  );

  it("never throws; what it finds is in order, disjoint, and reads as the same number", () => {
    const soup = fc.string({
      unit: fc.constantFrom(..."0123456789012345678901234567890123456789+()-. /,:#x\u00a0\u200eAé"),
      maxLength: 120,
    });
    fc.assert(
      fc.property(soup, (text) => {
        let last = 0;
        for (const { start, end, number } of scanNumbers(text, "US")) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(readNumber(text.slice(start, end), "US")).toBe(number);
          expect(numberStretches(text, false).bounds).not.toEqual([]);
          last = end;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("finds the same in a text too long for one look, wherever it is cut", () => {
    const numbers = Array.from({ length: 6000 }, (_, i) => `+1415555${String(i).padStart(4, "0")}`);
    for (const between of ["\n", ", ", "\x1f", " é "]) {
      const text = numbers.join(between);
      const found = scanNumbers(text, "US");
      expect(found.map(({ number }) => number)).toEqual(numbers);
      expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(numbers);
      expect(numberStretches(text, false).bounds.length).toBeGreaterThan(0);
    }
  });

  it.each(["+4311234", "+6834000", "Tel:+6834000,", "é+6834000é"])(
    "finds a short number abroad in %j",
    (text) => {
      expect(scanNumbers(text, "US")).toHaveLength(1);
    },
  );
});
