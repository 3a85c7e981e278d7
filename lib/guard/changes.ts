import { parentOf } from "./node-access.ts";
import { isElement, isInline, isText } from "./text/flow.ts";
import type { Tree } from "./text/units.ts";

/** What has changed on a page since it was read last. */
export interface Changes {
  /** Subtrees that are new; none lies within another. */
  readonly trees: readonly Tree[];
  /** Texts that changed, or beside which something came or went. */
  readonly texts: ReadonlySet<Node>;
  /** Elements with another number or link in an attribute. */
  readonly attributes: ReadonlySet<Element>;
  /** Elements that became an editor, or are one no more. */
  readonly editability: ReadonlySet<Element>;
  readonly removed: boolean;
}

/** So many changes at once are read as a change of everything. */
const MAX_CHANGES = 20_000;
const EDITABILITY = new Set(["contenteditable", "role"]);

/** Attributes that are read; a change of any other is none for us. */
export const WATCHED_ATTRIBUTES = [
  "href",
  "action",
  "formaction",
  "data-href",
  "value",
  "type",
  ...EDITABILITY,
];

/** Those that lie in none of the others. A shadow root is a tree of its own, wherever its host is. */
function outermost(trees: ReadonlySet<Tree>): Tree[] {
  const connected = [...trees].filter((tree) => tree.isConnected);
  if (connected.length < 2) return connected;
  const all = new Set<Node>(connected);
  return connected.filter((tree) => {
    for (let up = parentOf(tree); up; up = parentOf(up)) if (all.has(up)) return false;
    return true;
  });
}

/** Gathers what mutations tell, each thing once however often it changed. */
export function createChanges() {
  let trees = new Set<Tree>();
  let texts = new Set<Node>();
  let attributes = new Set<Element>();
  let editability = new Set<Element>();
  let removed = false;

  const isLine = (node: Node): boolean => isText(node) || (isElement(node) && isInline(node));

  const addNodes = ({ addedNodes, removedNodes, previousSibling, nextSibling }: MutationRecord) => {
    for (const node of addedNodes) {
      if (isElement(node)) trees.add(node);
      else if (isText(node)) texts.add(node);
    }
    if (removedNodes.length === 0) return;
    removed = true;
    // What stood on both sides is one line now.
    for (const node of removedNodes) {
      if (!isLine(node)) continue;
      const beside = [previousSibling, nextSibling].find((other) => other && isLine(other));
      if (beside) texts.add(beside);
    }
  };

  return {
    addTree: (tree: Tree): void => {
      trees.add(tree);
    },
    addElement: (element: Element): void => {
      attributes.add(element);
    },
    addRecords: (records: readonly MutationRecord[]): void => {
      for (const record of records) {
        const { type, target } = record;
        if (type === "childList") addNodes(record);
        else if (type === "characterData") texts.add(target);
        else if (EDITABILITY.has(record.attributeName ?? "")) editability.add(target as Element);
        else attributes.add(target as Element);
      }
    },
    isEmpty: (): boolean =>
      !removed && trees.size + texts.size + attributes.size + editability.size === 0,
    /** More than is worth being looked at one by one. */
    isFlood: (): boolean => trees.size + texts.size + attributes.size > MAX_CHANGES,
    /** Hands over what was gathered and begins anew. */
    take: (): Changes => {
      const taken = { trees: outermost(trees), texts, attributes, editability, removed };
      trees = new Set();
      texts = new Set();
      attributes = new Set();
      editability = new Set();
      removed = false;
      return taken;
    },
  };
}
