/** Where an element would lead, as written; null when nowhere. */
export const hrefOf = (element: Element): string | null => {
  if (element instanceof HTMLAnchorElement || element instanceof HTMLAreaElement) {
    return element.getAttribute("href");
  }
  if (element instanceof HTMLFormElement) return element.getAttribute("action");
  if (element instanceof HTMLButtonElement || element instanceof HTMLInputElement) {
    return element.getAttribute("formaction") ?? element.getAttribute("data-href");
  }
  return element.localName === "a"
    ? (element.getAttribute("href") ?? element.getAttribute("xlink:href"))
    : element.getAttribute("data-href");
};
