/** Told in the page's document, the one place where an orphaned script and its successor meet. */
const BEGAN = "consent-guard-began";
const REIGN = Symbol.for("consent-guard-reign");

/** The world of the extension's scripts, where no page reaches. */
export type World = { [REIGN]?: { readonly isOver: () => boolean } };

/**
 * One guard a document; null where one is alive, which goes on by itself when its site
 * is resumed or allowed again. After an update of the extension the old script still
 * runs, cut off from its background, until a new one is there: then it ends. A page can
 * tell the same, and is only believed by a script that is an orphan.
 */
export function beginReign(
  document: Document,
  world: World,
  isOrphan: () => boolean,
): AbortSignal | null {
  if (world[REIGN]?.isOver() === false) return null;
  const reign = new AbortController();
  world[REIGN] = { isOver: () => reign.signal.aborted || isOrphan() };
  document.dispatchEvent(new Event(BEGAN));
  document.addEventListener(
    BEGAN,
    () => {
      if (isOrphan()) reign.abort();
    },
    { signal: reign.signal },
  );
  return reign.signal;
}
