import { MARKS_CSS, PAINT_IS_INHERITED } from "./marks.css.ts";
import { rootOf } from "./node-access.ts";

type Root = Document | ShadowRoot;

/**
 * The rules for our marks, and out again. Each sheet that a tree adopts has the
 * browser style that tree anew: a shadow tree gets its own only when something in it
 * is marked.
 */
export function createSheets(document: Document, signal: AbortSignal) {
  const roots = new Set<WeakRef<Root>>();
  const seen = new WeakSet<Root>();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(MARKS_CSS);

  const add = (root: Root): void => {
    // A node that has left its tree in the meantime: its root adopts nothing.
    if (seen.has(root) || !("adoptedStyleSheets" in root)) return;
    seen.add(root);
    roots.add(new WeakRef(root));
    root.adoptedStyleSheets.push(sheet);
  };

  signal.addEventListener("abort", () => {
    for (const ref of roots) {
      const root = ref.deref();
      const index = root?.adoptedStyleSheets.indexOf(sheet) ?? -1;
      if (root && index >= 0) root.adoptedStyleSheets.splice(index, 1);
    }
  });
  add(document);

  return {
    /** An element in this tree gets an attribute of ours. */
    forAttributes: (node: Node): void => add(rootOf(node) as Root),
    /** A text of this tree gets painted. */
    forPaint: (node: Node): void => {
      if (!PAINT_IS_INHERITED) add(rootOf(node) as Root);
    },
  };
}

export type Sheets = ReturnType<typeof createSheets>;
