import { browser } from "./page-api.ts";

type Shadowed = Element & { readonly openOrClosedShadowRoot?: ShadowRoot | null };
type ChromeDom = {
  readonly dom?: { openOrClosedShadowRoot(element: HTMLElement): ShadowRoot | null };
};

/** A shadow root however closed: Firefox puts it on the element, Chromium into an API that takes HTML elements only. */
export function shadowOf(element: Element): ShadowRoot | null {
  const { dom } = browser as unknown as ChromeDom;
  if (dom) return element instanceof HTMLElement ? dom.openOrClosedShadowRoot(element) : null;
  return (element as Shadowed).openOrClosedShadowRoot ?? element.shadowRoot;
}
