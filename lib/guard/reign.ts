/** Told in the page's document, the one place where an orphaned script and its successor meet. */
const BEGAN = "consent-guard-began";

/**
 * One guard a document. After an update of the extension the old script still runs,
 * cut off from its background, until a new one is there: then it ends. A page can
 * tell the same, and is only believed by a script that is an orphan.
 */
export function beginReign(document: Document, isOrphan: () => boolean): AbortSignal {
  const reign = new AbortController();
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
