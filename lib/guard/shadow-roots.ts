import { CARD_TAG } from "./card/card.ts";
import { createSheets } from "./sheets.ts";

export interface ShadowRootPorts {
  /** A shadow root however closed it is; null where there is none. */
  readonly shadowOf: (element: Element) => ShadowRoot | null;
  /** Called once for each root that is found. */
  readonly onFound: (root: ShadowRoot) => void;
}

/** The shadow roots of a page, each with the rules for our marks. */
export function createShadowRoots(
  document: Document,
  { shadowOf, onFound }: ShadowRootPorts,
  signal: AbortSignal,
) {
  const known = new WeakSet<ShadowRoot>();
  const sheets = createSheets(document, signal);

  const meet = (root: ShadowRoot): void => {
    if (known.has(root)) return;
    known.add(root);
    sheets.add(root);
    onFound(root);
  };

  return {
    /** Those of the elements under a root, itself included, and within them in turn. */
    under: function* under(root: ParentNode): Generator<ShadowRoot> {
      const elements = root.querySelectorAll("*");
      for (const element of root instanceof Element ? [root, ...elements] : elements) {
        // What we say ourselves is not the page's.
        if (element.localName === CARD_TAG) continue;
        const shadow = shadowOf(element);
        if (!shadow) continue;
        meet(shadow);
        yield shadow;
        yield* under(shadow);
      }
    },
  };
}

export type ShadowRoots = ReturnType<typeof createShadowRoots>;
