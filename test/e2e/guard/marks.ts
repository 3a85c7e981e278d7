import type { TestFrame } from "../../support/test-browser.ts";

/** What a person sees of the guard in one frame, and what is wrong with it. */
export interface Marks {
  /** Painted as opted out, in document order of their painting. */
  readonly optedOut: readonly string[];
  readonly attributes: Readonly<Record<string, string | null>>;
}

/** Reads what the page's own world can see: painted ranges and attributes. */
export const readMarks = (frame: TestFrame, selectors: readonly string[]): Promise<Marks> =>
  frame.evaluate((wanted) => {
    const textOf = ({ startContainer, startOffset, endContainer, endOffset }: AbstractRange) => {
      const range = document.createRange();
      range.setStart(startContainer, startOffset);
      range.setEnd(endContainer, endOffset);
      return range.toString();
    };
    const painted = CSS.highlights.get("consent-opted-out");
    return {
      optedOut: painted ? [...painted].map(textOf) : [],
      attributes: Object.fromEntries(
        wanted.map((selector) => [
          selector,
          document.querySelector(selector)?.getAttribute("data-consent-guard") ?? null,
        ]),
      ),
    };
  }, selectors);
