import { parentOf } from "./element-access.ts";

/** Whether a node lies within one of the roots; across shadow roots too, which `contains` does not see into. */
export function isWithin(node: Node, roots: ReadonlySet<Node>): boolean {
  for (let up: Node | null = node; up; up = parentOf(up) ?? (up as ShadowRoot).host ?? null) {
    if (roots.has(up)) return true;
  }
  return false;
}

/** What was found outside the roots and is still part of the page. */
export function keepOutside<T>(
  found: readonly T[],
  roots: readonly Node[],
  nodeOf: (item: T) => Node,
): T[] {
  const set = new Set<Node>(roots);
  return found.filter((item) => nodeOf(item).isConnected && !isWithin(nodeOf(item), set));
}
