import { firstChildOf, nameOf, nextSiblingOf, parentOf } from "../node-access.ts";

/** Elements that do not break a line: a number may be written across them. */
export const INLINE: ReadonlySet<string> = new Set(
  "a,abbr,b,bdi,bdo,cite,code,data,dfn,em,font,i,ins,kbd,label,mark,q,s,samp,small,span,strong,sub,sup,time,tt,u,var,wbr".split(
    ",",
  ),
);

export const TEXT = 3;
export const ELEMENT = 1;

export const isText = (node: Node): node is Text => node.nodeType === TEXT;
export const isElement = (node: Node): node is Element => node.nodeType === ELEMENT;

/** Whether the text before and behind this node is one line with what is in it. */
export const isInline = (node: Node): boolean => !isElement(node) || INLINE.has(nameOf(node));

/** Whether nothing but inline elements begins or ends between two text nodes that follow each other. */
export function flowsInto(from: Node, to: Node): boolean {
  let node: Node = from;
  let descend = false;
  for (;;) {
    const child: Node | null = descend ? firstChildOf(node) : null;
    let next: Node | null = child ?? nextSiblingOf(node);
    while (!next) {
      const parent: Node | null = parentOf(node);
      if (!parent || !isInline(parent)) return false;
      node = parent;
      next = nextSiblingOf(node);
    }
    if (next === to) return true;
    if (!isInline(next)) return false;
    node = next;
    descend = true;
  }
}
