import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ScrollScale, TALLEST } from "../../../lib/browse/scroll-scale.ts";

const ROW = 44;
const VIEW = 600;
const MILLION = 1_000_000 * ROW;

describe("scrolling through a million rows", () => {
  it("is what the browser does where an element can be tall enough", () => {
    const scale = new ScrollScale(10_000 * ROW, VIEW);
    for (const at of [0, 120, 300_000, 44]) {
      scale.scrolled(at);
      expect(scale.top).toBe(at);
      expect(scale.placeOf(at)).toBe(at);
      expect(scale.settle()).toBe(at);
    }
  });

  it("moves by wheel as far as anywhere, by the bar in proportion, and reaches both ends", () => {
    const scale = new ScrollScale(MILLION, VIEW);
    expect(scale.height).toBe(TALLEST);
    scale.scrolled(TALLEST / 2);
    expect(Math.abs(scale.top - MILLION / 2)).toBeLessThan(VIEW * 6);
    const before = scale.top;
    scale.scrolled(TALLEST / 2 + 100);
    expect(scale.top - before).toBe(100);
    scale.scrolled(TALLEST - VIEW);
    expect(scale.top).toBe(MILLION - VIEW);
    scale.scrolled(0);
    expect(scale.top).toBe(0);
  });

  it("shows every row that keys go to, and never leaves the list", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.array(
          fc.oneof(
            fc.record({ key: fc.nat(999_999) }),
            fc.record({ by: fc.integer({ min: -1000, max: 1000 }) }),
            fc.record({ to: fc.nat(TALLEST) }),
          ),
        ),
        (rows, moves) => {
          const total = rows * ROW;
          const scale = new ScrollScale(total, VIEW);
          const most = Math.max(0, scale.height - VIEW);
          let at = 0;
          for (const move of moves) {
            if ("key" in move) {
              const row = move.key % rows;
              at = scale.reveal(row * ROW, (row + 1) * ROW);
              expect(scale.top).toBeLessThanOrEqual(row * ROW);
              expect(scale.top + VIEW).toBeGreaterThanOrEqual((row + 1) * ROW);
            } else {
              at = Math.min(most, Math.max(0, "by" in move ? at + move.by : move.to));
              scale.scrolled(at);
              at = scale.settle();
            }
            expect(at).toBeGreaterThanOrEqual(0);
            expect(at).toBeLessThanOrEqual(most);
            expect(scale.top).toBeGreaterThanOrEqual(0);
            expect(scale.top).toBeLessThanOrEqual(Math.max(0, total - VIEW));
            // What is at the top of the view lies at the top of the element's visible part.
            expect(scale.placeOf(scale.top)).toBe(at);
          }
        },
      ),
    );
  });
});
