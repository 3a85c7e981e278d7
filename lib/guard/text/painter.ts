import type { VerdictKind } from "../../consent/verdict.ts";
import type { TextFinding } from "./text-scan.ts";

const NAMES: Readonly<Record<Exclude<VerdictKind, "clear">, string>> = {
  "opted-out": "consent-opted-out",
  "partly-opted-out": "consent-partly-opted-out",
  unverified: "consent-unverified",
};

/** Paints numbers through the Custom Highlight API: the page's DOM is not touched. Static ranges, since live ones slow every change of the page. */
export function createPainter(signal: AbortSignal) {
  const clear = (): void => {
    for (const name of Object.values(NAMES)) CSS.highlights.delete(name);
  };
  signal.addEventListener("abort", clear);

  return {
    paint: (marked: Iterable<readonly [TextFinding, VerdictKind]>): void => {
      const highlights = new Map(Object.values(NAMES).map((name) => [name, new Highlight()]));
      for (const [{ startNode, startOffset, endNode, endOffset }, kind] of marked) {
        if (kind === "clear" || !startNode.isConnected || !endNode.isConnected) continue;
        if (startOffset > startNode.length || endOffset > endNode.length) continue;
        const range = new StaticRange({
          startContainer: startNode,
          startOffset,
          endContainer: endNode,
          endOffset,
        });
        highlights.get(NAMES[kind])?.add(range);
      }
      for (const [name, highlight] of highlights) {
        if (highlight.size > 0) CSS.highlights.set(name, highlight);
        else CSS.highlights.delete(name);
      }
    },
  };
}
