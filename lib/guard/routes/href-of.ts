import { parseTextRoute } from "../../phone/text-route.ts";
import { attribute } from "../element-access.ts";
import { nameOf } from "../node-access.ts";

/** Whether relative links on this base can be text routes: `r/sms?number=…` on RingCentral's own host is one. */
const bases = new Map<string, boolean>();
const leadsToTexts = (base: string): boolean => {
  const known = bases.get(base);
  if (known !== undefined) return known;
  const example = URL.parse("/r/sms", base)?.href ?? "";
  const leads = parseTextRoute(example, "US") !== null;
  bases.set(base, leads);
  return leads;
};

/** An address as the browser will read it. Only resolved where that can make a text route of it. */
export const resolved = (href: string, base: string): string =>
  leadsToTexts(base) ? (URL.parse(href, base)?.href ?? href) : href;

const written = (element: Element): string | null => {
  if (element instanceof HTMLAnchorElement || element instanceof HTMLAreaElement) {
    return attribute(element, "href");
  }
  if (element instanceof HTMLFormElement) return attribute(element, "action");
  if (element instanceof HTMLButtonElement || element instanceof HTMLInputElement) {
    return attribute(element, "formaction") ?? attribute(element, "data-href");
  }
  return nameOf(element) === "a"
    ? (attribute(element, "href") ?? attribute(element, "xlink:href"))
    : attribute(element, "data-href");
};

/** Where an element would lead; null when nowhere. */
export const hrefOf = (element: Element): string | null => {
  const href = written(element);
  return href === null ? null : resolved(href, document.baseURI);
};
