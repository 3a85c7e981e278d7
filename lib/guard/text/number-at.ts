import { parentElementOf } from "../node-access.ts";
import type { Hit } from "./hits.ts";

/** A number may be written over a few inline elements; more levels than this are another text. */
const MAX_LEVELS = 3;
const MAX_NODES = 60;

/** The innermost element at a point, through shadow roots however closed. */
export function deepestAt(
  x: number,
  y: number,
  shadowOf: (element: Element) => ShadowRoot | null,
): Element | null {
  let element = document.elementFromPoint(x, y);
  for (let root = element && shadowOf(element); root; ) {
    const inner: Element | null = root.elementFromPoint(x, y);
    if (!inner || inner === element) break;
    element = inner;
    root = shadowOf(inner);
  }
  return element;
}

/** Whether a point lies in a box. */
export const contains = ({ left, right, top, bottom }: DOMRect, x: number, y: number): boolean =>
  x >= left && x <= right && y >= top && y <= bottom;

function boxAt(node: Text, { start, end, endNode = node }: Hit, x: number, y: number) {
  if (!endNode.isConnected || start > node.length || end > endNode.length) return null;
  const range = document.createRange();
  range.setStart(node, start);
  range.setEnd(endNode, end);
  const inside = [...range.getClientRects()].some((rect) => contains(rect, x, y));
  return inside ? range.getBoundingClientRect() : null;
}

/** The written number at a point, and where it stands. */
export function hitAt(
  x: number,
  y: number,
  element: Element,
  hitsOf: (node: Text) => readonly Hit[],
): { readonly hit: Hit; readonly box: DOMRect } | null {
  let around: Element | null = element;
  for (let level = 0; around && level < MAX_LEVELS; level++, around = parentElementOf(around)) {
    const walker = document.createTreeWalker(around, NodeFilter.SHOW_TEXT);
    for (let i = 0; i < MAX_NODES && walker.nextNode(); i++) {
      const node = walker.currentNode as Text;
      for (const hit of hitsOf(node)) {
        const box = boxAt(node, hit, x, y);
        if (box) return { hit, box };
      }
    }
  }
  return null;
}
