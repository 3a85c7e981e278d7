import type { E164 } from "../../phone/e164.ts";
import type { Stretches } from "../../phone/possible.ts";
import { isOffLimits } from "../ground.ts";
import { isShown, nameOf, parentElementOf, parentOf, rootOf } from "../node-access.ts";
import type { NumberReader } from "../number-reader.ts";
import { besideText } from "./beside.ts";
import { flowsInto, INLINE, isText } from "./flow.ts";
import type { Hit } from "./hits.ts";
import { isBlock, type Units } from "./units.ts";

/** Text joined across nodes for one look: a cell or a line, never a whole page. */
const MAX_LINE = 2000;
/** What stands beside a text tells of a value, not of a sentence. */
const MAX_VALUE = 80;

export interface LineReader {
  /** Reads units whose texts are known; what may be put off is only offered. */
  readUnits(units: Units): void;
  /** Reads them to the end, touching only the nodes where a number may stand. */
  locate(units: Units): void;
  /** Reads the line that this node is part of. */
  readAround(node: Node): void;
}

export interface LinePorts {
  readonly reader: Pick<NumberReader, "boundary" | "numberStretches" | "scanNumbers" | "readsNanp">;
  readonly country: () => string;
  /** A text was read, in the children of a list or alone; no hits: no number begins in it. */
  readonly onText: (node: Text, hits: readonly Hit[], list: Node | null) => void;
  /**
   * No other numbers than these may be in an element of a list: true puts off looking
   * for the texts that hold them.
   */
  readonly onPossible: (element: Element, numbers: readonly E164[], list: Node | null) => boolean;
  /** A number stands in an element that is not shown. */
  readonly onHidden: (element: Element) => void;
}

/** Null where others are possible too. */
function allOf(possible: Stretches["possible"]): readonly E164[] | null {
  const all: E164[] = [];
  for (const some of possible) {
    if (!some) return null;
    all.push(...some);
  }
  return all;
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
  scan: (text: string, node: Node) => readonly Found[],
): readonly Found[] {
  const across = scan(text, nodes[0] as Text);
  const found = [...across];
  let base = 0;
  for (const row of siblings(nodes)) {
    const start = base;
    for (const { length } of row) base += length;
    if (!WORD.test(text[start - 1] ?? "") && !WORD.test(text[base] ?? "")) continue;
    for (const { start: from, end: to, number } of scan(text.slice(start, base), row[0] as Text)) {
      const own = { start: start + from, end: start + to, number };
      if (!across.some((other) => other.start < own.end && own.start < other.end)) found.push(own);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

const BARE = /^\d+$/;

/** Whether what stands beside a text may tell more of its numbers than it does itself. */
const mayDependOn = (text: string, hits: readonly Hit[]): boolean =>
  text.length <= MAX_VALUE &&
  (hits.length === 0 || hits.some(({ start, end }) => BARE.test(text.slice(start, end))));

/** The outermost element around that is not shown. */
function hiddenRoot(element: Element): Element {
  let root = element;
  for (let up = parentElementOf(root); up && !isShown(up); up = parentElementOf(up)) root = up;
  return root;
}

export function createLineReader(ports: LinePorts): LineReader {
  const { reader } = ports;
  /** `node` is the first of the text: what stands beside it tells of a short one. */
  const scan = (text: string, node: Node): readonly Found[] =>
    reader.scanNumbers(
      text,
      ports.country(),
      text.length > MAX_VALUE ? undefined : besideText(node),
    );
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  /** For nodes of another tree: a walker does not leave its root. */
  const walkerAt = (node: Node): TreeWalker => {
    const root = rootOf(node);
    const own = root === document ? walker : document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    own.currentNode = node;
    return own;
  };

  /** Whether a text stands where texts are read and shown; `top` is an ancestor of which that is known. */
  const isReadable = (node: Text, top: Node | null): boolean => {
    const parent = node.parentElement;
    if (!parent) return true;
    for (let up: Element | null = parent; up && up !== top; up = parentElementOf(up)) {
      if (isOffLimits(up)) return false;
    }
    // What is folded away counts as shown by its parent; a fold that opens tells by an event.
    if (nameOf(parent) === "details" && !(parent as HTMLDetailsElement).open) return false;
    if (isShown(parent)) return true;
    ports.onHidden(hiddenRoot(parent));
    return false;
  };

  // Texts that are a line each, scanned together: a call costs more than such a text.
  const lone: Text[] = [];
  const loneTexts: string[] = [];

  const readLone = (top: Node | null): void => {
    const found = reader.scanNumbers(loneTexts.join(reader.boundary), ports.country());
    let next = 0;
    let base = 0;
    for (const [at, node] of lone.entries()) {
      const text = loneTexts[at] as string;
      const end = base + text.length;
      let hits: Hit[] = [];
      for (let hit = found[next]; hit && hit.start < end; hit = found[++next]) {
        hits.push({ number: hit.number, start: hit.start - base, end: hit.end - base });
      }
      if (mayDependOn(text, hits)) hits = [...scan(text, node)];
      ports.onText(node, hits.length > 0 && isReadable(node, top) ? hits : [], top);
      base = end + reader.boundary.length;
    }
    lone.length = 0;
    loneTexts.length = 0;
  };

  const readLine = (nodes: readonly Text[], text: string, top: Node | null): void => {
    const hits = nodes.map((): Hit[] => []);
    let index = 0;
    let base = 0;
    const lengthAt = (at: number): number => (nodes[at] as Text).length;
    for (const { start, end, number } of numbersOf(nodes, text, scan)) {
      while (start >= base + lengthAt(index)) base += lengthAt(index++);
      const first = index;
      const from = start - base;
      while (end > base + lengthAt(index)) base += lengthAt(index++);
      const hit = { number, start: from, end: end - base };
      hits[first]?.push(index > first ? { ...hit, endNode: nodes[index] as Text } : hit);
    }
    for (const [at, node] of nodes.entries()) {
      const own = hits[at] as Hit[];
      ports.onText(node, own.length > 0 && isReadable(node, top) ? own : [], top);
    }
  };

  /** Alone in its block: no other text can belong to its line. */
  const isAlone = (node: Text): boolean => {
    if (node.nextSibling || node.previousSibling) return false;
    const parent = node.parentElement;
    return parent !== null && !INLINE.has(nameOf(parent));
  };

  // The texts of the unit that is read, as far as they were walked, and where each ends.
  let walk = walker;
  let unit = "";
  const nodes: Text[] = [];
  const ends: number[] = [];
  const endOf = (at: number): number => (at < 0 ? 0 : (ends[at] as number));
  const more = (): boolean => {
    const end = endOf(ends.length - 1);
    if (end >= unit.length) return false;
    const node = walk.nextNode() as Text | null;
    if (!node) return false;
    nodes.push(node);
    ends.push(end + node.length);
    return true;
  };
  const flows = (at: number): boolean => flowsInto(nodes[at] as Text, nodes[at + 1] as Text);

  const enter = (first: Node, text: string): void => {
    unit = text;
    nodes.length = 0;
    ends.length = 0;
    walk.currentNode = first;
    if (!isText(first)) return;
    nodes.push(first);
    ends.push(first.length);
  };

  /** Reads every line that reaches into a stretch, from node `at` on; gives the node after them. */
  const readStretch = (start: number, end: number, from: number, top: Node | null): number => {
    let at = from;
    while (true) {
      while (at >= nodes.length || endOf(at) <= start) {
        if (at < nodes.length) at++;
        else if (!more()) return at;
      }
      if (endOf(at - 1) >= end) return at;
      let last = at;
      if (isAlone(nodes[at] as Text)) {
        lone.push(nodes[at] as Text);
        loneTexts.push(unit.slice(endOf(at - 1), endOf(at)));
      } else {
        let first = at;
        const isShort = (): boolean => endOf(last) - endOf(first - 1) < MAX_LINE;
        while (first > 0 && isShort() && flows(first - 1)) first--;
        while (isShort() && (last + 1 < nodes.length || more()) && flows(last)) last++;
        const line = unit.slice(endOf(first - 1), endOf(last));
        readLone(top);
        readLine(nodes.slice(first, last + 1), line, top);
      }
      at = last + 1;
      if (endOf(last) >= end) return at;
    }
  };

  /** Whether reading a unit may wait, with all that may be in it. */
  const isPutOff = (
    block: Element,
    possible: Stretches["possible"],
    list: Node | null,
  ): boolean => {
    const numbers = possible.length === 1 ? possible[0] : allOf(possible);
    return numbers?.length === 0 || (!!numbers && ports.onPossible(block, numbers, list));
  };

  const read = ({ firsts, texts }: Units, mayPutOff: boolean): void => {
    const nanp = reader.readsNanp(ports.country());
    const joined = texts.join(reader.boundary);
    const { bounds, possible } = reader.numberStretches(joined, nanp);
    if (possible.length === 0) return;
    const startAt = (s: number): number => bounds[2 * s] as number;
    const list = parentOf(firsts[0] as Node);
    walk = walkerAt(firsts[0] as Node);
    let of = -1;
    let base = 0;
    let until = -reader.boundary.length;
    for (let s = 0; s < possible.length; ) {
      while (startAt(s) >= until) {
        base = until + reader.boundary.length;
        until = base + (texts[++of] as string).length;
      }
      const from = s;
      while (s < possible.length && startAt(s) < until) s++;
      const first = firsts[of] as Node;
      if (mayPutOff && isBlock(first) && isPutOff(first as Element, possible.slice(from, s), list))
        continue;
      enter(first, texts[of] as string);
      let at = 0;
      for (let t = from; t < s; t++) {
        at = readStretch(startAt(t) - base, (bounds[2 * t + 1] as number) - base, at, list);
      }
    }
    readLone(list);
  };

  const firstText = (node: Node): Text | null => {
    if (isText(node)) return node;
    const next = walkerAt(node).nextNode();
    return next && node.contains(next) ? (next as Text) : null;
  };

  return {
    readUnits: (units) => read(units, true),
    locate: (units) => read(units, false),
    readAround: (node) => {
      const middle = firstText(node);
      if (!middle) return;
      const line = [middle];
      let { length } = middle;
      const back = walkerAt(middle);
      for (let next = back.previousNode(); next && length < MAX_LINE; next = back.previousNode()) {
        if (!flowsInto(next, line[0] as Text)) break;
        line.unshift(next as Text);
        length += (next as Text).length;
      }
      const ahead = walkerAt(middle);
      for (let next = ahead.nextNode(); next && length < 2 * MAX_LINE; next = ahead.nextNode()) {
        if (!flowsInto(line.at(-1) as Text, next)) break;
        line.push(next as Text);
        length += (next as Text).length;
      }
      readLine(line, line.map(({ data }) => data).join(""), null);
    },
  };
}
