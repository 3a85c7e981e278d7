/** A page that takes longer to arrive is read as far as it is there, again and again. */
const PATIENCE_MS = 700;

export interface PageStart {
  /** The page is not there as a whole yet. */
  readonly onPart: () => void;
  /** The page's source is parsed. */
  readonly onParsed: () => void;
}

/**
 * Waits for a page's source to be parsed: every node that a parser adds under an
 * observer costs, so a page is not followed before that.
 */
export function whenParsed(document: Document, start: PageStart, signal: AbortSignal): void {
  if (document.readyState !== "loading") {
    start.onParsed();
    return;
  }
  const timer = setInterval(start.onPart, PATIENCE_MS);
  signal.addEventListener("abort", () => clearInterval(timer));
  const onParsed = (): void => {
    clearInterval(timer);
    start.onParsed();
  };
  document.addEventListener("DOMContentLoaded", onParsed, { once: true, signal });
}
