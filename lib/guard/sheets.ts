import { MARKS_CSS } from "./marks.css.ts";

/** The rules for our marks, in the document and in every shadow root, and out again. */
export function createSheets(document: Document, signal: AbortSignal) {
  const roots = new Set<WeakRef<Document | ShadowRoot>>();
  const seen = new WeakSet<Document | ShadowRoot>();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(MARKS_CSS);

  const add = (root: Document | ShadowRoot): void => {
    if (seen.has(root)) return;
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
  return { add };
}
