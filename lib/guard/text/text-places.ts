import type { VerdictKind } from "../../consent/verdict.ts";
import type { E164 } from "../../phone/e164.ts";
import type { Changes } from "../changes.ts";
import { isWithinOffLimits } from "../ground.ts";
import { isShown } from "../node-access.ts";
import type { NumberPlace } from "../number-place.ts";
import type { NumberReader } from "../number-reader.ts";
import type { Sheets } from "../sheets.ts";
import { isInline } from "./flow.ts";
import { createHiddenTrees } from "./hidden-trees.ts";
import { createHits } from "./hits.ts";
import { createLineReader } from "./lines.ts";
import { hitAt } from "./number-at.ts";
import { createPainter } from "./painter.ts";
import { readSubtree, type Tree } from "./units.ts";
import { treesInView } from "./view.ts";

export interface TextPlacesPorts {
  readonly reader: NumberReader;
  readonly country: () => string;
  readonly kindOf: (recipient: E164) => VerdictKind | undefined;
  /** A number was found; may be told again. */
  readonly onNumber: (number: E164) => void;
  /** A subtree is to be read (again), as if it had just been added. */
  readonly readAgain: (tree: Tree) => void;
  readonly readAll: () => void;
  readonly sheets: Sheets;
  readonly pause: () => Promise<void> | null;
}

/** Numbers written in a page's text, painted and never touched. */
export function createTextPlaces(ports: TextPlacesPorts, signal: AbortSignal) {
  const hits = createHits();
  const painter = createPainter(
    { hits, kindOf: ports.kindOf, sheets: ports.sheets, onDisorder: ports.readAll },
    signal,
  );
  const onHidden = createHiddenTrees(ports.readAgain, signal);
  const lines = createLineReader({
    reader: ports.reader,
    country: ports.country,
    onText: (node, found, list) => {
      hits.put(node, found, list);
      for (const { number } of found) ports.onNumber(number);
    },
    onHidden,
  });
  const units = {
    onUnits: lines.readUnits,
    onHidden,
    onLost: ports.readAgain,
  };

  const readTree = async (tree: Tree): Promise<void> => {
    if (!tree.isConnected || isWithinOffLimits(tree)) return;
    if (tree instanceof Element) {
      if (!isShown(tree)) {
        onHidden(tree);
        return;
      }
      if (isInline(tree)) lines.readAround(tree);
    }
    for (const _ of readSubtree(tree, units)) {
      const wait = ports.pause();
      if (!wait) continue;
      painter.update();
      await wait;
      if (signal.aborted) return;
    }
  };

  const onToggle = ({ target }: Event): void => {
    if (target instanceof HTMLDetailsElement) ports.readAgain(target);
  };
  document.addEventListener("toggle", onToggle, { capture: true, signal });

  return {
    /** Reads what is new or has changed, and forgets what has gone. */
    rescan: async ({ trees, texts, editability, removed }: Changes): Promise<void> => {
      for (const element of editability) hits.dropWithin(element);
      for (const node of texts) {
        if (node.isConnected && !isWithinOffLimits(node)) lines.readAround(node);
      }
      for (const tree of [...editability, ...trees]) {
        if (!signal.aborted) await readTree(tree);
      }
      if (removed) hits.sweep();
      painter.update();
    },
    /** Reads the whole page, what is in view first. */
    scanAll: async (): Promise<void> => {
      hits.startOver();
      for (const tree of treesInView(document)) await readTree(tree);
      await readTree(document.documentElement);
      hits.finish();
      painter.update();
    },
    numbers: hits.numbers,
    at: (x: number, y: number, element: Element): NumberPlace | null => {
      const found = hitAt(x, y, element, hits.of);
      return found && { number: found.hit.number, box: found.box };
    },
    find: (wanted: E164): Element | null => hits.find(wanted)?.parentElement ?? null,
    /** Verdicts have changed. */
    show: painter.repaint,
    watchScroll: painter.watchScroll,
  };
}
