import type { VerdictKind } from "../../consent/verdict.ts";
import type { E164 } from "../../phone/e164.ts";
import type { Changes } from "../changes.ts";
import { afterFrame } from "../frames.ts";
import type { NumberPlace } from "../number-place.ts";
import type { NumberReader } from "../number-reader.ts";
import type { Sheets } from "../sheets.ts";
import type { Slices } from "../slices.ts";
import { createFinder } from "./finder.ts";
import { createHiddenTrees } from "./hidden-trees.ts";
import { hitAt } from "./number-at.ts";
import { createPainter } from "./painter.ts";
import type { Tree } from "./units.ts";
import { treesInView } from "./view.ts";

export interface TextPlacesPorts {
  readonly reader: NumberReader;
  readonly country: () => string;
  readonly kindOf: (recipient: E164) => VerdictKind | undefined;
  /** True: only what is surely a number may be asked for. */
  readonly isSure: () => boolean;
  /** A number was found, or may be there; may be told again. */
  readonly onNumber: (number: E164) => void;
  /** A subtree is to be read (again), as if it had just been added. */
  readonly readAgain: (tree: Tree) => void;
  readonly readAll: () => void;
  readonly sheets: Sheets;
  readonly slices: Slices;
}

/** On a page with fewer numbers each is looked at closely at once: they are counted exactly. */
export const MANY = 100;

/** Numbers written in a page's text, painted and never touched. */
export function createTextPlaces(ports: TextPlacesPorts, signal: AbortSignal) {
  const finder = createFinder({
    ...ports,
    onHidden: createHiddenTrees(ports.readAgain, signal),
    onLost: ports.readAgain,
    isExact: (places) => places < MANY || ports.isSure(),
  });
  const { hits } = finder;
  const painter = createPainter(
    {
      hits,
      settle: finder.settle,
      kindOf: ports.kindOf,
      sheets: ports.sheets,
      onDisorder: ports.readAll,
    },
    signal,
  );

  const read = async (steps: Generator<void>): Promise<void> => {
    for (const _ of steps) {
      const wait = ports.slices.pause();
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
      for (const node of texts) finder.readAround(node);
      await read(finder.readTrees([...editability, ...trees]));
      if (signal.aborted) return;
      if (removed) hits.sweep();
      painter.update();
    },
    /** Reads the whole page, what is in view first. */
    scanAll: async (): Promise<void> => {
      await ports.slices.wait(afterFrame());
      if (signal.aborted) return;
      hits.startOver();
      for (const tree of treesInView(document)) await read(finder.readTree(tree));
      await read(finder.readTree(document.documentElement));
      hits.finish();
      painter.update();
    },
    /** Some may only seem to be there until all are settled. */
    numbers: hits.numbers,
    settle: finder.settleAll,
    at: (x: number, y: number, element: Element): NumberPlace | null => {
      const found = hitAt(x, y, element, hits.of);
      return found && { number: found.hit.number, box: found.box };
    },
    find: (wanted: E164): Element | null => finder.find(wanted)?.parentElement ?? null,
    /** Verdicts have changed. */
    show: painter.repaint,
    watchScroll: painter.watchScroll,
  };
}
