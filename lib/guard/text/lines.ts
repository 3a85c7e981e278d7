import type { E164 } from "../../phone/e164.ts";
import { isOffLimits } from "../ground.ts";
import type { NumberReader } from "../number-reader.ts";
import { flowsInto, isElement, isInline, isText } from "./flow.ts";
import type { Hit } from "./hits.ts";

/** Text joined across nodes for one look: a cell or a line, never a whole page. */
const MAX_LINE = 2000;

export interface LineReader {
  /** Reads sibling nodes whose joined text is known, touching only the nodes where a number may stand. */
  readUnit(first: Node, text: string): void;
  /** Reads the line that this node is part of. */
  readAround(node: Node): void;
}

export interface LinePorts {
  readonly reader: Pick<NumberReader, "digitStretches" | "scanNumbers">;
  readonly country: () => string;
  /** A line was read; no hits: it holds no number. */
  readonly onLine: (nodes: readonly Text[], hits: readonly Hit[]) => void;
  /** A number stands in an element that is not shown. */
  readonly onHidden: (element: Element) => void;
}

/** Numbers of one line, each end located in its own node. */
function hitsOf(
  nodes: readonly Text[],
  text: string,
  scan: (text: string) => readonly Found[],
): Hit[] {
  const hits: Hit[] = [];
  let index = 0;
  let base = 0;
  const lengthAt = (at: number): number => (nodes[at] as Text).length;
  const add = (start: number, end: number, number: E164): void => {
    while (start >= base + lengthAt(index)) base += lengthAt(index++);
    const startNode = nodes[index] as Text;
    const startOffset = start - base;
    while (end > base + lengthAt(index)) base += lengthAt(index++);
    hits.push({
      number,
      startNode,
      startOffset,
      endNode: nodes[index] as Text,
      endOffset: end - base,
    });
  };
  for (const { start, end, number } of numbersOf(nodes, text, scan)) add(start, end, number);
  return hits;
}

interface Found {
  readonly start: number;
  readonly end: number;
  readonly number: E164;
}

const WORD = /\w/;

/** Text nodes in the same parent, one after the other. */
function siblings(nodes: readonly Text[]): Text[][] {
  const rows: Text[][] = [];
  for (const node of nodes) {
    const row = rows.at(-1);
    if (row?.[0]?.parentNode === node.parentNode) row?.push(node);
    else rows.push([node]);
  }
  return rows;
}

/**
 * Numbers of nodes that form one line. A number may be written across elements; but
 * where one ends right before another's text, only the element's own text tells: it
 * is read too, and a number across elements wins.
 */
function numbersOf(
  nodes: readonly Text[],
  text: string,
  scan: (text: string) => readonly Found[],
): readonly Found[] {
  const across = scan(text);
  if (nodes.length === 1) return across;
  const found = [...across];
  let base = 0;
  for (const row of siblings(nodes)) {
    const start = base;
    for (const { length } of row) base += length;
    if (!WORD.test(text[start - 1] ?? "") && !WORD.test(text[base] ?? "")) continue;
    for (const { start: from, end: to, number } of scan(text.slice(start, base))) {
      const own = { start: start + from, end: start + to, number };
      if (!across.some((other) => other.start < own.end && own.start < other.end)) found.push(own);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The outermost element around that is not shown. */
function hiddenRoot(element: Element): Element {
  let root = element;
  for (let up = root.parentElement; up && !up.checkVisibility(); up = up.parentElement) root = up;
  return root;
}

export function createLineReader(ports: LinePorts): LineReader {
  const scan = (text: string): readonly Found[] => ports.reader.scanNumbers(text, ports.country());
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  /** For nodes of another tree: a walker does not leave its root. */
  const walkerAt = (node: Node): TreeWalker => {
    const root = node.getRootNode();
    const own = root === document ? walker : document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    own.currentNode = node;
    return own;
  };

  /** Whether a text stands where texts are read and shown; `top` is an ancestor of which that is known. */
  const isReadable = (node: Text, top: Node | null): boolean => {
    const parent = node.parentNode;
    if (!parent || !isElement(parent)) return true;
    for (let up: Node | null = parent; up && up !== top; up = up.parentNode) {
      if (isElement(up) && isOffLimits(up)) return false;
    }
    // What is folded away counts as shown by its parent; a fold that opens tells by an event.
    if (parent.localName === "details" && !(parent as HTMLDetailsElement).open) return false;
    if (parent.checkVisibility()) return true;
    ports.onHidden(hiddenRoot(parent));
    return false;
  };

  const readLine = (nodes: readonly Text[], text: string, top: Node | null): void => {
    const hits = hitsOf(nodes, text, scan);
    ports.onLine(
      nodes,
      hits.filter(({ startNode }) => isReadable(startNode, top)),
    );
  };

  /** Alone in its block: no other text can belong to its line. */
  const isAlone = (node: Text): boolean => {
    const parent = node.parentNode;
    return !node.nextSibling && !node.previousSibling && parent !== null && !isInline(parent);
  };

  const readUnit = (first: Node, text: string): void => {
    const stretches = ports.reader.digitStretches(text);
    if (stretches.length === 0) return;
    const top = first.parentNode;
    const walk = walkerAt(first);
    const nodes: Text[] = [];
    const ends: number[] = [];
    const endOf = (at: number): number => ends[at] ?? 0;
    const more = (): boolean => {
      const end = endOf(ends.length - 1);
      if (end >= text.length) return false;
      const node = nodes.length === 0 && isText(first) ? first : walk.nextNode();
      if (!node) return false;
      nodes.push(node as Text);
      ends.push(end + (node as Text).length);
      return true;
    };
    const flows = (at: number): boolean => flowsInto(nodes[at] as Text, nodes[at + 1] as Text);
    let at = 0;
    for (let s = 0; s < stretches.length; s += 2) {
      const start = stretches[s] as number;
      const end = stretches[s + 1] as number;
      while (true) {
        while (at >= nodes.length || endOf(at) <= start) {
          if (at < nodes.length) at++;
          else if (!more()) return;
        }
        if (endOf(at - 1) >= end) break;
        let from = at;
        let to = at;
        if (!isAlone(nodes[at] as Text)) {
          while (from > 0 && endOf(to) - endOf(from - 1) < MAX_LINE && flows(from - 1)) from--;
          while (
            endOf(to) - endOf(from - 1) < MAX_LINE &&
            (to + 1 < nodes.length || more()) &&
            flows(to)
          ) {
            to++;
          }
        }
        readLine(nodes.slice(from, to + 1), text.slice(endOf(from - 1), endOf(to)), top);
        at = to + 1;
        if (endOf(to) >= end) break;
        if (at >= nodes.length && !more()) return;
      }
    }
  };

  const firstText = (node: Node): Text | null => {
    if (isText(node)) return node;
    const next = walkerAt(node).nextNode();
    return next && node.contains(next) ? (next as Text) : null;
  };

  return {
    readUnit,
    readAround: (node) => {
      const middle = firstText(node);
      if (!middle) return;
      const nodes = [middle];
      let { length } = middle;
      const back = walkerAt(middle);
      for (let next = back.previousNode(); next && length < MAX_LINE; next = back.previousNode()) {
        if (!flowsInto(next, nodes[0] as Text)) break;
        nodes.unshift(next as Text);
        length += (next as Text).length;
      }
      const ahead = walkerAt(middle);
      for (let next = ahead.nextNode(); next && length < 2 * MAX_LINE; next = ahead.nextNode()) {
        if (!flowsInto(nodes.at(-1) as Text, next)) break;
        nodes.push(next as Text);
        length += (next as Text).length;
      }
      readLine(nodes, nodes.map(({ data }) => data).join(""), null);
    },
  };
}
