const SHOWN_MS = 2400;

/** Brings an element into view and rings it for a moment; false when there is none. An animation leaves no attribute behind. */
export function reveal(element: Element | null | undefined): boolean {
  if (!element) return false;
  element.scrollIntoView({ block: "center", inline: "nearest" });
  element.animate(
    { outline: ["3px solid #3d49cf", "3px solid #3d49cf", "3px solid transparent"] },
    { duration: SHOWN_MS },
  );
  return true;
}
