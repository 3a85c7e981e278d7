import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { scanNumbers } from "../../../lib/phone/scan.ts";

const work = vi.hoisted(() => ({ reads: 0 }));

/** The text at hand, which counts how many of its characters are read. */
vi.mock(import("../../../lib/phone/loaded.ts"), async (original) => {
  const loaded = await original();
  const { classes } = await import("../../../lib/phone/characters.ts");
  const codes = new Proxy(loaded.codes, {
    get: (target, key) => {
      work.reads++;
      return target[Number(key)];
    },
  });
  return {
    load: loaded.load,
    codes,
    kindAt: (at: number): number => classes[codes[at] ?? -1] ?? 0,
    get base() {
      return loaded.base;
    },
    get length() {
      return loaded.length;
    },
    get hasPlus() {
      return loaded.hasPlus;
    },
    get text() {
      const { text } = loaded;
      return new Proxy(Object(text), {
        get: (_, key) => {
          if (key === "slice") {
            return (from: number, to?: number) => {
              const part = text.slice(from, to);
              work.reads += part.length;
              return part;
            };
          }
          work.reads++;
          return key === "charAt"
            ? (at: number) => text.charAt(at)
            : Reflect.get(Object(text), key);
        },
      });
    },
  };
});

const reads = (text: string, country: string): number => {
  work.reads = 0;
  scanNumbers(text, country);
  return work.reads;
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
