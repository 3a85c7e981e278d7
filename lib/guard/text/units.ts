import { isOffLimits } from "../ground.ts";
import {
  descendantsOf,
  firstChildOf,
  isShown,
  nameOf,
  nextSiblingOf,
  parentOf,
  textOf,
} from "../node-access.ts";
import { INLINE, isElement, isInline, isText } from "./flow.ts";

/** A subtree with more elements is read child by child. */
const MAX_ELEMENTS = 200;
/** So many characters are read in one go. */
const MAX_TEXT = 16_000;
/** A list so long has children alike: their size is only looked at when their text is long. */
const MANY = 32;
/** After so many characters the units are handed over, and the reader asks whether time is up. */
const BETWEEN_LOOKS = 1500;
/** Elements that hold no text of their own, only the whitespace of their source. */
const NO_OWN_TEXT = new Set(["table", "thead", "tbody", "tfoot", "tr", "ul", "ol", "dl", "html"]);
/** An element with lines of its own. */
export const isBlock = (node: Node): node is Element => isElement(node) && !isInline(node);
const NEVER = new Set(["script", "style", "noscript", "template", "textarea", "select", "head"]);

export type Tree = Element | ShadowRoot;

/** Pieces of a page's text; each is all that is in some sibling nodes. They have one parent. */
export interface Units {
  /** The first node of each. */
  readonly firsts: readonly Node[];
  readonly texts: readonly string[];
}

export interface UnitPorts {
  readonly onUnits: (units: Units) => void;
  readonly onHidden: (element: Element) => void;
  /** The page took away where the reading stood: this is to be read again. */
  readonly onLost: (tree: Tree) => void;
}

/** Bounded: `item` looks no further than the first element too many; an index would count them all. */
export const isBig = (element: Element): boolean =>
  descendantsOf(element).item(MAX_ELEMENTS) !== null;

/** Reads all text under a node in pieces of bounded size, and touches few nodes. Yields where it may pause. */
export function* readUnits(tree: Tree, ports: UnitPorts): Generator<void> {
  const sparse = isElement(tree) && NO_OWN_TEXT.has(nameOf(tree));
  const many = tree.childElementCount > MANY;
  let firsts: Node[] = [];
  let texts: string[] = [];
  let run: Node | null = null;
  let runText = "";
  let read = 0;

  const add = (first: Node, text: string): void => {
    firsts.push(first);
    texts.push(text);
  };
  const endRun = (): void => {
    if (run) add(run, runText);
    run = null;
    runText = "";
  };
  const handOver = (): void => {
    if (firsts.length > 0) ports.onUnits({ firsts, texts });
    firsts = [];
    texts = [];
  };

  const descend = function* (element: Element): Generator<void> {
    handOver();
    if (isOffLimits(element)) return;
    if (isShown(element)) yield* readUnits(element, ports);
    else ports.onHidden(element);
  };

  /** Reads a child, or gives it back where it is to be read in parts. */
  const readChild = (node: Node): Element | null => {
    if (isText(node)) {
      run ??= node;
      runText += node.data;
      read += node.length;
    } else if (isElement(node)) {
      const name = nameOf(node);
      const isInLine = !sparse && INLINE.has(name);
      if (!isInLine) endRun();
      if (NEVER.has(name)) return null;
      const text = many || !isBig(node) ? (textOf(node) as string) : null;
      read += 40 + (text?.length ?? 0);
      if (text === null || (text.length > MAX_TEXT && node.firstElementChild)) {
        endRun();
        return node;
      }
      if (isInLine) {
        run ??= node;
        runText += text;
      } else add(node, text);
    }
    if (runText.length > MAX_TEXT) endRun();
    return null;
  };

  let node: Node | null = sparse ? tree.firstElementChild : firstChildOf(tree);
  while (node) {
    const parted = readChild(node);
    if (parted) yield* descend(parted);
    // Never within a line: what was read of it may have changed after the pause.
    if (read > BETWEEN_LOOKS && !run) {
      read = 0;
      handOver();
      yield;
      if (parentOf(node) !== tree) {
        ports.onLost(tree);
        return;
      }
    }
    node = sparse ? (node as Element).nextElementSibling : nextSiblingOf(node);
  }
  endRun();
  handOver();
}

/** The whole subtree of one node. */
export function* readSubtree(tree: Tree, ports: UnitPorts): Generator<void> {
  if (isElement(tree) && !isBig(tree)) {
    ports.onUnits({ firsts: [tree], texts: [textOf(tree) ?? ""] });
  } else yield* readUnits(tree, ports);
}
