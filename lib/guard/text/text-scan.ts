import type { E164 } from "../../phone/e164.ts";
import { hasDigitRun, scanNumbers } from "../../phone/scan.ts";
import { isOffLimits } from "../ground.ts";

/** A number found in text; offsets lie in the two nodes at its ends. */
export interface TextFinding {
  readonly number: E164;
  readonly startNode: Text;
  readonly startOffset: number;
  readonly endNode: Text;
  readonly endOffset: number;
}

/** Elements that do not break a line: a number may be written across them. */
const INLINE = new Set(
  "A,ABBR,B,BDI,BDO,CODE,DATA,EM,FONT,I,MARK,S,SMALL,SPAN,STRONG,SUB,SUP,U".split(","),
);
/** Text joined across nodes for one look: a cell or a line, never a whole page. */
const MAX_JOINED = 2000;

const filter = (node: Node): number =>
  node instanceof Element && isOffLimits(node)
    ? NodeFilter.FILTER_REJECT
    : NodeFilter.FILTER_ACCEPT;

/** Numbers in the texts under a node. Text nodes next to each other are read as one text. */
export async function scanTexts(
  root: Node,
  country: string,
  /** Gives the main thread back when a slice is used up. */
  pause: () => Promise<void> | null,
): Promise<TextFinding[]> {
  const found: TextFinding[] = [];
  let joined: Text[] = [];
  let length = 0;

  const flush = (): void => {
    if (joined.length > 0) findTexts(joined, country, found);
    joined = [];
    length = 0;
  };

  const shown = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;
  const walker = document.createTreeWalker(root, shown, filter);
  if (filter(root) === NodeFilter.FILTER_REJECT) return found;
  for (let node: Node | null = root; node; node = walker.nextNode()) {
    if (node instanceof Text) {
      if (length > MAX_JOINED) flush();
      joined.push(node);
      length += node.length;
    } else if (node instanceof Element && !INLINE.has(node.tagName)) flush();
    const wait = pause();
    if (wait) {
      flush();
      await wait;
    }
  }
  flush();
  return found;
}

/**
 * Numbers in a row of text nodes, each end located in its own node. A number may
 * be written across elements; but where one ends right before another's text, only
 * the element's own text tells: both are read, and a number across elements wins.
 */
function findTexts(nodes: readonly Text[], country: string, found: TextFinding[]): void {
  const across = findJoined(nodes, country);
  found.push(...across);
  if (nodes.length < 2) return;
  const taken = new Set<Text>();
  for (const { startNode, endNode } of across) {
    for (const node of nodes.slice(nodes.indexOf(startNode), nodes.indexOf(endNode) + 1)) {
      taken.add(node);
    }
  }
  for (const row of siblings(nodes)) {
    if (!row.some((node) => taken.has(node))) found.push(...findJoined(row, country));
  }
}

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

function findJoined(nodes: readonly Text[], country: string): TextFinding[] {
  const text =
    nodes.length === 1 ? (nodes[0]?.data ?? "") : nodes.map((node) => node.data).join("");
  if (!hasDigitRun(text)) return [];
  const found: TextFinding[] = [];
  let index = 0;
  let base = 0;
  for (const { start, end, number } of scanNumbers(text, country)) {
    while (start >= base + (nodes[index]?.length ?? 0)) base += nodes[index++]?.length ?? 0;
    const startNode = nodes[index];
    const startOffset = start - base;
    while (end > base + (nodes[index]?.length ?? 0)) base += nodes[index++]?.length ?? 0;
    const endNode = nodes[index];
    if (startNode && endNode) {
      found.push({ number, startNode, startOffset, endNode, endOffset: end - base });
    }
  }
  return found;
}
