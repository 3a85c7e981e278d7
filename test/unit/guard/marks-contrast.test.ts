// @vitest-environment happy-dom
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { MARKS_CSS } from "../../../lib/guard/marks.css.ts";

/** What CRMs' pages are, in their light and in their dark looks. */
const PAGES = ["#ffffff", "#f3f4f6", "#2b2d31", "#26282d", "#1e1e1e", "#111111"];
/** WCAG 2.2, 1.4.11 and 1.4.3. */
const SHAPE = 3;
const TEXT = 4.5;

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.slice(1).match(/../g) ?? []).map((hex) => {
    const share = Number.parseInt(hex, 16) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const all = (css: string, pattern: RegExp): readonly (readonly string[])[] =>
  [...css.matchAll(pattern)].map(([, ...groups]) => groups);

describe("marks on pages", () => {
  const lines = all(MARKS_CSS, /(?:text-decoration|outline):[a-z0-9 -]+(#\w{6})/g);

  it("have lines that stand out from light and dark pages", () => {
    expect(lines).toHaveLength(8);
    for (const [line = ""] of lines) {
      for (const page of PAGES) {
        expect(contrast(line, page), `${line} on ${page}`).toBeGreaterThanOrEqual(SHAPE);
      }
    }
  });

  it("bring the ground of coloured text with them", () => {
    const painted = all(MARKS_CSS, /background-color:(#\w{6});color:(#\w{6})/g);
    expect(painted).toHaveLength(6);
    for (const [ground = "", text = ""] of painted) {
      expect(contrast(ground, text)).toBeGreaterThanOrEqual(TEXT);
    }
  });

  it("look the same in the popup's legend", () => {
    const legend = readFileSync("components/popup/legend.css", "utf8");
    for (const [line = ""] of lines) expect(legend).toContain(line);
  });
});
