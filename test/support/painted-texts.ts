import type { TestFrame } from "./test-browser.ts";

/** The texts that are painted as this kind now, as the page's own scripts can read them. */
export const paintedTexts = (
  frame: TestFrame,
  kind: "opted-out" | "partly-opted-out" | "opt-in-missing" | "unverified",
): Promise<string[]> =>
  frame.evaluate(
    (name) =>
      [...(CSS.highlights.get(name) ?? [])].map((painted) => {
        const range = document.createRange();
        range.setStart(painted.startContainer, painted.startOffset);
        range.setEnd(painted.endContainer, painted.endOffset);
        return range.toString();
      }),
    `consent-${kind}`,
  );
