/** A page that takes longer to arrive is read in parts. */
const PATIENCE_MS = 500;

/**
 * Calls back once the page's source is parsed, or when that takes long: every node
 * that a parser adds under an observer costs.
 */
export function whenParsed(document: Document, start: () => void, signal: AbortSignal): void {
  if (document.readyState !== "loading") {
    start();
    return;
  }
  const waiting = new AbortController();
  const begin = (): void => {
    waiting.abort();
    start();
  };
  const timer = setTimeout(begin, PATIENCE_MS);
  const ended = AbortSignal.any([signal, waiting.signal]);
  ended.addEventListener("abort", () => clearTimeout(timer));
  document.addEventListener("DOMContentLoaded", begin, { signal: ended });
}
