import type { E164 } from "../../phone/e164.ts";
import { isOffLimits, isWithinOffLimits } from "../ground.ts";
import { isShown, parentElementOf, parentOf, textOf } from "../node-access.ts";
import type { NumberReader } from "../number-reader.ts";
import { isInline } from "./flow.ts";
import { createHits, type Slot } from "./hits.ts";
import { createLineReader } from "./lines.ts";
import { isBig, isBlock, readSubtree, type Tree, type UnitPorts, type Units } from "./units.ts";

export interface FinderPorts {
  readonly reader: NumberReader;
  readonly country: () => string;
  /** Whether, with so many places of numbers known, what may be one is looked at closely before it is asked for. */
  readonly isExact: (places: number) => boolean;
  /** A number was found, or may be there; may be told again. */
  readonly onNumber: (number: E164) => void;
  readonly onHidden: (element: Element) => void;
  /** The page took away where the reading stood: this is to be read again. */
  readonly onLost: (tree: Tree) => void;
}

/** So many blocks are read in one go. */
const TOGETHER = 16;

/**
 * The numbers in a page's text. To find the text node of a number costs ten times as much
 * as to read it, and most customers have not opted out: what may be in an element is told
 * by its text alone, and its nodes are looked at when one of them is to be marked in view.
 */
export function createFinder(ports: FinderPorts) {
  const hits = createHits();

  const lines = createLineReader({
    reader: ports.reader,
    country: ports.country,
    onText: (node, found, list) => {
      hits.put(node, found, list);
      for (const { number } of found) ports.onNumber(number);
    },
    onPossible: (element, numbers, list) => {
      if (ports.isExact(hits.size())) return false;
      hits.putOff(element, numbers, list);
      numbers.forEach(ports.onNumber);
      return true;
    },
    onHidden: ports.onHidden,
  });
  const { onHidden, onLost } = ports;
  const units: UnitPorts = { onUnits: lines.readUnits, onHidden, onLost };

  const unitOf = (element: Element): Units => ({
    firsts: [element],
    texts: [textOf(element) ?? ""],
  });

  const settleAll = (slots: readonly Slot[]): void => {
    for (const slot of slots) settle(slot);
  };
  /** Finds the texts in an element that was put off. */
  const settle = (slot: Slot): void => hits.read(slot, (element) => lines.locate(unitOf(element)));

  /** Yields where it may pause. */
  const readTree = function* (tree: Tree): Generator<void> {
    if (!tree.isConnected || isWithinOffLimits(tree)) return;
    if (tree instanceof Element) {
      if (!isShown(tree)) {
        onHidden(tree);
        return;
      }
      if (isInline(tree)) lines.readAround(tree);
    }
    yield* readSubtree(tree, units);
  };

  /** Small blocks that came into one parent are read together: one look costs more than a row. */
  const readTrees = function* (trees: readonly Tree[]): Generator<void> {
    for (let at = 0; at < trees.length; ) {
      const tree = trees[at++] as Tree;
      const parent = parentElementOf(tree);
      const mayJoin = (other: Tree): other is Element =>
        parentOf(other) === parent && isBlock(other) && !isOffLimits(other) && !isBig(other);
      if (!mayJoin(tree) || !parent?.isConnected || isWithinOffLimits(parent) || !isShown(parent)) {
        yield* readTree(tree);
        continue;
      }
      const firsts = [tree];
      for (let next = trees[at]; next && firsts.length < TOGETHER; next = trees[++at]) {
        if (!mayJoin(next)) break;
        firsts.push(next);
      }
      lines.readUnits({ firsts, texts: firsts.map((first) => textOf(first) ?? "") });
      yield;
    }
  };

  return {
    hits,
    readTree,
    readTrees,
    /** The line that a node is part of. */
    readAround: (node: Node): void => {
      if (!node.isConnected || isWithinOffLimits(node)) return;
      const slot = hits.putOffAround(node);
      // What it may hold is all told anew, and keeps its place.
      if (slot) hits.read(slot, (element) => lines.readUnits(unitOf(element)));
      else lines.readAround(node);
    },
    settle,
    /** Looks for all that was put off; then the hits are all numbers, and no others. */
    settleAll: (): void => settleAll(hits.putOffs(() => true)),
    find: (wanted: E164): Text | null => {
      settleAll(hits.putOffs((number) => number === wanted));
      return hits.find(wanted);
    },
  };
}
