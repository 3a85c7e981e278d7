import type { VerdictKind } from "../../consent/verdict.ts";
import type { E164 } from "../../phone/e164.ts";
import { createFrameTimer } from "../frames.ts";
import type { Chunk, Hit, Hits } from "./hits.ts";

type Marked = Exclude<VerdictKind, "clear">;

export const HIGHLIGHTS: Readonly<Record<Marked, string>> = {
  "opted-out": "consent-opted-out",
  "partly-opted-out": "consent-partly-opted-out",
  "opt-in-missing": "consent-opt-in-missing",
  unverified: "consent-unverified",
};
/** So few numbers are painted wherever they are. */
const ALL_CHUNKS = 16;
/** Painted ahead above and below, in heights of the view. */
const MARGIN = 1;

export interface PainterPorts {
  readonly hits: Hits;
  readonly kindOf: (recipient: E164) => VerdictKind | undefined;
}

interface Painted {
  readonly highlight: Highlight;
  readonly range: StaticRange;
}

const rangeOf = (hit: Hit): StaticRange | null => {
  const { startNode, startOffset, endNode, endOffset } = hit;
  if (!startNode.isConnected || !endNode.isConnected) return null;
  if (startOffset > startNode.length || endOffset > endNode.length) return null;
  return new StaticRange({
    startContainer: startNode,
    startOffset,
    endContainer: endNode,
    endOffset,
  });
};

/**
 * Paints numbers through the Custom Highlight API: the page's DOM is not touched.
 * Static ranges of what is in or near view only, since every range costs at each
 * change of the page.
 */
export function createPainter({ hits, kindOf }: PainterPorts, signal: AbortSignal) {
  const highlights = new Map<Marked, Highlight>();
  let painted = new Map<Chunk, Painted[]>();

  const highlightOf = (kind: Marked): Highlight => {
    const known = highlights.get(kind);
    if (known) return known;
    const highlight = new Highlight();
    highlights.set(kind, highlight);
    return highlight;
  };

  const register = (): void => {
    for (const [kind, highlight] of highlights) {
      const name = HIGHLIGHTS[kind];
      const wanted = highlight.size > 0 ? highlight : undefined;
      if (CSS.highlights.get(name) === wanted) continue;
      if (wanted) CSS.highlights.set(name, wanted);
      else CSS.highlights.delete(name);
    }
  };

  const rectOf = (chunk: Chunk, at: number): DOMRect | undefined =>
    chunk.slots.at(at)?.node.parentElement?.getBoundingClientRect();

  const isNear = (chunk: Chunk): boolean => {
    const first = rectOf(chunk, 0);
    const last = rectOf(chunk, -1);
    // A text right in a shadow root has no element: painted always.
    if (!first || !last) return true;
    const { innerHeight } = window;
    return (
      Math.max(first.bottom, last.bottom) > -MARGIN * innerHeight &&
      Math.min(first.top, last.top) < (1 + MARGIN) * innerHeight
    );
  };

  const erase = (chunk: Chunk): void => {
    for (const { highlight, range } of painted.get(chunk) ?? []) highlight.delete(range);
    painted.delete(chunk);
  };

  const paint = (chunk: Chunk): void => {
    erase(chunk);
    const ranges: Painted[] = [];
    for (const { hits: found } of chunk.slots) {
      for (const hit of found) {
        const kind = kindOf(hit.number);
        const range = kind && kind !== "clear" ? rangeOf(hit) : null;
        if (!kind || kind === "clear" || !range) continue;
        const highlight = highlightOf(kind);
        highlight.add(range);
        ranges.push({ highlight, range });
      }
    }
    painted.set(chunk, ranges);
    chunk.current = true;
  };

  const follow = (): void => {
    const chunks = hits.chunks();
    const all = chunks.length <= ALL_CHUNKS;
    const gone = new Set(painted.keys());
    for (const chunk of chunks) {
      if (!all && !isNear(chunk)) continue;
      gone.delete(chunk);
      if (!chunk.current || !painted.has(chunk)) paint(chunk);
    }
    for (const chunk of gone) erase(chunk);
    register();
  };

  const update = createFrameTimer(follow, signal);
  const passive = { capture: true, passive: true, signal };
  const watchScroll = (root: Document | ShadowRoot): void => {
    root.addEventListener("scroll", update, passive);
  };
  watchScroll(document);
  window.addEventListener("resize", update, passive);
  // A press often shows what was not there: a tab, a fold, a menu.
  for (const type of ["click", "keyup", "transitionend"]) {
    document.addEventListener(type, update, passive);
  }

  signal.addEventListener("abort", () => {
    for (const [kind, highlight] of highlights) {
      const name = HIGHLIGHTS[kind];
      if (CSS.highlights.get(name) === highlight) CSS.highlights.delete(name);
    }
    painted = new Map();
  });

  return {
    /** Hits have changed: what is in view is painted with the next frame. */
    update,
    /** Verdicts have changed: all that is painted is painted anew. */
    repaint: (): void => {
      for (const chunk of painted.keys()) chunk.current = false;
      follow();
    },
    /** Scrolling inside a shadow root is not seen outside it. */
    watchScroll,
  };
}

export type Painter = ReturnType<typeof createPainter>;
