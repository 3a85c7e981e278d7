import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compareServerTimes,
  formatServerTime,
  parseServerTime,
} from "../../../lib/consent/server-time.ts";

describe("times of the server", () => {
  it.each([
    ["2025-05-12T22:21:03.891149Z", 1747088463, 891149000],
    ["2025-05-12T22:21:03.891149007Z", 1747088463, 891149007],
    ["2025-05-12T22:21:03Z", 1747088463, 0],
    ["2025-05-12T22:21:03.5+0000", 1747088463, 500000000],
    ["2025-05-13T00:21:03.5+02:00", 1747088463, 500000000],
  ])("%s is understood", (text, seconds, nanos) => {
    expect(parseServerTime(text)).toEqual({ seconds, nanos });
  });

  it.each([undefined, "", "yesterday", "2025-13-40T00:00:00Z", "1969-01-01T00:00:00Z"])(
    "%s is unknown, and earlier than any",
    (text) => {
      expect(parseServerTime(text)).toEqual({ seconds: 0, nanos: 0 });
      expect(
        compareServerTimes(parseServerTime(text), parseServerTime("1970-01-01T00:00:01Z")),
      ).toBeLessThan(0);
      expect(formatServerTime(parseServerTime(text))).toBeUndefined();
    },
  );

  it("come back as they were, to the nanosecond", () => {
    const time = fc.record({
      seconds: fc.integer({ min: 1, max: 0xffff_ffff }),
      nanos: fc.integer({ min: 0, max: 999_999_999 }),
    });
    fc.assert(
      fc.property(time, time, (a, b) => {
        expect(parseServerTime(formatServerTime(a))).toEqual(a);
        expect(Math.sign(compareServerTimes(a, b))).toBe(-Math.sign(compareServerTimes(b, a)) + 0);
      }),
    );
  });
});
