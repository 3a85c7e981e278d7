import type { VerdictKind } from "../../consent/verdict.ts";
import type { E164 } from "../../phone/e164.ts";
import { createFrameTimer } from "../frames.ts";
import type { Sheets } from "../sheets.ts";
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
/** So many late finds are looked at one by one; more are worth a new scan. */
const MAX_LATE = 256;
/** Painted ahead above and below, in heights of the view. */
const MARGIN = 1;

export interface PainterPorts {
  readonly hits: Hits;
  readonly sheets: Sheets;
  /** Finds are out of order: the page is worth a new scan. */
  readonly onDisorder: () => void;
  readonly kindOf: (recipient: E164) => VerdictKind | undefined;
}

interface Painted {
  readonly highlight: Highlight;
  readonly range: StaticRange;
}

const rangeOf = (node: Text, { start, end, endNode = node }: Hit): StaticRange | null => {
  if (!node.isConnected || !endNode.isConnected) return null;
  if (start > node.length || end > endNode.length) return null;
  return new StaticRange({
    startContainer: node,
    startOffset: start,
    endContainer: endNode,
    endOffset: end,
  });
};

/**
 * Paints numbers through the Custom Highlight API: the page's DOM is not touched.
 * Static ranges of what is in or near view only, since every range costs at each
 * change of the page.
 */
export function createPainter(
  { hits, kindOf, sheets, onDisorder }: PainterPorts,
  signal: AbortSignal,
) {
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

  /** Above view: -1; in or near it: 0; below: 1. */
  const placeOf = (chunk: Chunk): number => {
    const first = rectOf(chunk, 0);
    const last = chunk.slots.length > 1 ? rectOf(chunk, -1) : first;
    // A text right in a shadow root has no element: painted always.
    if (!first || !last) return 0;
    const { innerHeight } = window;
    if (Math.max(first.bottom, last.bottom) < -MARGIN * innerHeight) return -1;
    return Math.min(first.top, last.top) > (1 + MARGIN) * innerHeight ? 1 : 0;
  };

  /** One list lies from top to bottom: halving it finds its first chunk near view. */
  const nearOfList = (chunks: readonly Chunk[], from: number, to: number): Chunk[] => {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (placeOf(chunks[middle] as Chunk) < 0) low = middle + 1;
      else high = middle;
    }
    const near: Chunk[] = [];
    for (let at = low; at < to && placeOf(chunks[at] as Chunk) === 0; at++) {
      near.push(chunks[at] as Chunk);
    }
    return near;
  };

  const nearView = (): readonly Chunk[] => {
    const ordered = hits.ordered();
    const late = hits.late();
    if (ordered.length + late.length <= ALL_CHUNKS) return [...ordered, ...late];
    if (late.length > MAX_LATE) onDisorder();
    const near = late.filter((chunk) => placeOf(chunk) === 0);
    for (let from = 0, to = 0; from < ordered.length; from = to) {
      const list = ordered[from]?.list;
      while (to < ordered.length && ordered[to]?.list === list) to++;
      near.push(...nearOfList(ordered, from, to));
    }
    return near;
  };

  const erase = (chunk: Chunk): void => {
    for (const { highlight, range } of painted.get(chunk) ?? []) highlight.delete(range);
    painted.delete(chunk);
  };

  const paint = (chunk: Chunk): void => {
    erase(chunk);
    const ranges: Painted[] = [];
    chunk.current = true;
    for (const { node, hits: found } of chunk.slots) {
      for (const hit of found) {
        const kind = kindOf(hit.number);
        if (kind === "clear") continue;
        const range = kind ? rangeOf(node, hit) : null;
        if (!kind || !range) {
          // Not known yet, or changing just now: painted again with the next look.
          chunk.current = false;
          continue;
        }
        sheets.forPaint(node);
        const highlight = highlightOf(kind);
        highlight.add(range);
        ranges.push({ highlight, range });
      }
    }
    painted.set(chunk, ranges);
  };

  const follow = (): void => {
    const gone = new Set(painted.keys());
    for (const chunk of nearView()) {
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
