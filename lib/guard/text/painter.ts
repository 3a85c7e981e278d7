import type { VerdictKind } from "../../consent/verdict.ts";
import type { E164 } from "../../phone/e164.ts";
import { boxOf } from "../element-access.ts";
import { createFrameTimer } from "../frames.ts";
import { PAINT_IS_INHERITED, paintName } from "../marks.css.ts";
import { descendantsOf } from "../node-access.ts";
import type { Sheets } from "../sheets.ts";
import { isText } from "./flow.ts";
import type { Chunk, Hit, Hits, Slot } from "./hits.ts";

/** So few numbers are painted wherever they are. */
const ALL_CHUNKS = 16;
/** So many late finds are looked at one by one; more are worth a new scan. */
const MAX_LATE = 256;
/**
 * Painted ahead above and below, in heights of the view, and what is left of that before
 * more is painted: each change has the browser paint all in and near view anew.
 */
const AHEAD = 6;
const LEAST = 2;
/** While a page is scrolled, what is painted is looked at so often. */
const LOOK_MS = 100;
/** On a page with more elements lines would take more than a quarter of a frame. */
const MAX_LINED = 12_000;

export interface PainterPorts {
  readonly hits: Hits;
  /** Finds the texts in an element that was put off. */
  readonly settle: (slot: Slot) => void;
  readonly sheets: Sheets;
  /** Finds are out of order: the page is worth a new scan. */
  readonly onDisorder: () => void;
  readonly kindOf: (recipient: E164) => VerdictKind | undefined;
}

interface Painted {
  readonly node: Text;
  readonly hit: Hit;
  readonly highlight: Highlight;
  readonly range: StaticRange;
}

interface PaintedChunk {
  readonly parts: readonly Painted[];
  /** The verdicts by which it was painted. */
  readonly kinds: string;
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
  { hits, settle, kindOf, sheets, onDisorder }: PainterPorts,
  signal: AbortSignal,
) {
  const highlights = new Map<string, Highlight>();
  const forcedColours = matchMedia("(forced-colors: active)");
  let painted = new Map<Chunk, PaintedChunk>();
  let light = false;
  /** What counts as near, in heights of the view. */
  let margin = AHEAD;
  let look: ReturnType<typeof setTimeout> | undefined;
  let looked = 0;

  const highlightOf = (name: string): Highlight => {
    const known = highlights.get(name);
    if (known) return known;
    const highlight = new Highlight();
    highlights.set(name, highlight);
    return highlight;
  };

  const isMarked = (number: E164): boolean => (kindOf(number) ?? "clear") !== "clear";

  const register = (): void => {
    for (const [name, highlight] of highlights) {
      const wanted = highlight.size > 0 ? highlight : undefined;
      if (CSS.highlights.get(name) === wanted) continue;
      if (wanted) CSS.highlights.set(name, wanted);
      else CSS.highlights.delete(name);
    }
  };

  /** Of the first or the last node of a chunk that is laid out. */
  const rectOf = ({ slots }: Chunk, first: boolean): DOMRect | undefined => {
    for (let at = 0; at < slots.length; at++) {
      const node = slots[first ? at : slots.length - 1 - at]?.node;
      const element = node && isText(node) ? node.parentElement : node;
      const rect = element && boxOf(element);
      if (rect && (rect.height > 0 || rect.top !== 0)) return rect;
    }
    return undefined;
  };

  /** Above view: -1; in or near it: 0; below: 1; null when nothing tells. */
  const placeOf = (chunk: Chunk): number | null => {
    const first = rectOf(chunk, true);
    const last = chunk.slots.length > 1 ? rectOf(chunk, false) : first;
    if (!first || !last) return null;
    const { innerHeight } = window;
    if (Math.max(first.bottom, last.bottom) < -margin * innerHeight) return -1;
    return Math.min(first.top, last.top) > (1 + margin) * innerHeight ? 1 : 0;
  };

  /** A text right in a shadow root has no element, and what is not shown no place: painted always. */
  const isNear = (chunk: Chunk): boolean => (placeOf(chunk) ?? 0) === 0;

  /** One list lies from top to bottom: halving it finds its first chunk near view. */
  const nearOfList = (chunks: readonly Chunk[], from: number, to: number): readonly Chunk[] => {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >> 1;
      const place = placeOf(chunks[middle] as Chunk);
      if (place === null) return chunks.slice(from, to).filter(isNear);
      if (place < 0) low = middle + 1;
      else high = middle;
    }
    const near: Chunk[] = [];
    for (let at = low; at < to && isNear(chunks[at] as Chunk); at++) {
      near.push(chunks[at] as Chunk);
    }
    return near;
  };

  const nearView = (within: number): readonly Chunk[] => {
    margin = within;
    const ordered = hits.ordered();
    const late = hits.late();
    if (ordered.length + late.length <= ALL_CHUNKS) return [...ordered, ...late];
    if (late.length > MAX_LATE) onDisorder();
    const near = late.filter(isNear);
    for (let from = 0, to = 0; from < ordered.length; from = to) {
      const list = ordered[from]?.list;
      while (to < ordered.length && ordered[to]?.list === list) to++;
      near.push(...nearOfList(ordered, from, to));
    }
    return near;
  };

  const kindsOf = ({ slots }: Chunk): string => {
    let kinds = "";
    for (const { hits: found, possible } of slots) {
      for (const { number } of found) kinds += `${kindOf(number)},`;
      for (const number of possible) kinds += `${kindOf(number)};`;
    }
    return kinds;
  };

  /** What was painted and is now out of date: what is to be painted just so stays. */
  let old: Painted[] = [];
  const retire = (chunk: Chunk): void => {
    old.push(...(painted.get(chunk)?.parts ?? []));
    painted.delete(chunk);
  };
  const takeBack = (node: Text, { start, end, endNode }: Hit, highlight: Highlight) => {
    const at = old.findIndex(
      ({ node: other, hit, highlight: as }) =>
        other === node &&
        as === highlight &&
        hit.start === start &&
        hit.end === end &&
        hit.endNode === endNode,
    );
    return at < 0 ? undefined : old.splice(at, 1)[0];
  };

  const paint = (chunk: Chunk): void => {
    const parts: Painted[] = [];
    for (const slot of chunk.slots.filter(({ possible }) => possible.some(isMarked))) settle(slot);
    chunk.current = true;
    for (const { node, hits: found } of chunk.slots) {
      if (!isText(node)) continue;
      for (const hit of found) {
        const kind = kindOf(hit.number);
        if (!kind || kind === "clear") continue;
        const range = rangeOf(node, hit);
        // Changing just now: painted again with the next look.
        if (!range) chunk.current = false;
        else {
          sheets.forPaint(node);
          const highlight = highlightOf(paintName(kind, light));
          const known = takeBack(node, hit, highlight);
          if (!known) highlight.add(range);
          parts.push(known ?? { node, hit, highlight, range });
        }
      }
    }
    painted.set(chunk, { parts, kinds: kindsOf(chunk) });
  };

  const isPainted = (chunk: Chunk): boolean => chunk.current && painted.has(chunk);

  const follow = (): void => {
    const wasLight = light;
    light =
      PAINT_IS_INHERITED &&
      descendantsOf(document.documentElement).item(MAX_LINED) !== null &&
      !forcedColours.matches;
    const near = nearView(AHEAD);
    for (const chunk of painted.keys()) {
      if (light !== wasLight || !chunk.current || !near.includes(chunk)) retire(chunk);
    }
    for (const chunk of near) if (!painted.has(chunk)) paint(chunk);
    for (const { highlight, range } of old) highlight.delete(range);
    old = [];
    register();
  };

  const update = createFrameTimer(follow, signal);
  const passive = { capture: true, passive: true, signal };
  const onLook = (): void => {
    look = undefined;
    looked = performance.now();
    if (!nearView(LEAST).every(isPainted)) follow();
  };
  /** Not in the event's own task: the layout would be asked for while the page changes it. */
  const onScroll = (): void => {
    look ??= setTimeout(onLook, Math.max(0, looked + LOOK_MS - performance.now()));
  };
  const watchScroll = (root: Document | ShadowRoot): void => {
    root.addEventListener("scroll", onScroll, passive);
  };
  watchScroll(document);
  window.addEventListener("resize", update, passive);
  // A press often shows what was not there: a tab, a fold, a menu.
  for (const type of ["click", "keyup", "transitionend"]) {
    document.addEventListener(type, update, passive);
  }

  signal.addEventListener("abort", () => {
    clearTimeout(look);
    for (const [name, highlight] of highlights) {
      if (CSS.highlights.get(name) === highlight) CSS.highlights.delete(name);
    }
    painted = new Map();
  });

  return {
    /** Hits have changed: what is in view is painted with the next frame. */
    update,
    /** Verdicts have changed: what they change is painted anew. */
    repaint: (): void => {
      for (const [chunk, { kinds }] of painted) if (kindsOf(chunk) !== kinds) chunk.current = false;
      update();
    },
    /** Scrolling inside a shadow root is not seen outside it. */
    watchScroll,
  };
}

export type Painter = ReturnType<typeof createPainter>;
