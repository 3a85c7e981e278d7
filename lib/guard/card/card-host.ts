import type { Theme } from "../../settings/settings.ts";
import { CARD_CSS } from "./card.css.ts";
import { CARD_MARK } from "./card-tag.ts";
import { createOnTop } from "./on-top.ts";

/** An app that removes foreign children, or covers them, gets our host back so often, and no more. */
const REATTACH_BUDGET = 5;

/** One host of ours at a time, outside the page's own tree as far as can be, with a closed root. */
export function createCardHost(document: Document, theme: () => Theme, signal: AbortSignal) {
  let host: HTMLElement | null = null;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CARD_CSS);

  const remove = (): void => {
    const gone = host;
    // Taking out what has the focus calls back, and must find it gone.
    host = null;
    gone?.remove();
  };

  const keepAttached = (element: HTMLElement, place: Element, onBack: () => void): void => {
    let budget = REATTACH_BUDGET;
    const observer = new MutationObserver(() => {
      if (host !== element || signal.aborted) observer.disconnect();
      else if (!element.isConnected && budget-- > 0) {
        place.append(element);
        element.showPopover();
        onBack();
      }
    });
    observer.observe(place, { childList: true });
  };

  /** A page's open modal dialog makes everything outside it inert. */
  const placeFor = (): Element =>
    [...document.querySelectorAll("dialog:modal")].at(-1) ?? document.documentElement;

  const onTop = createOnTop(document, () => host, REATTACH_BUDGET, signal);

  signal.addEventListener("abort", remove);
  return {
    remove,
    is: (target: EventTarget | null): boolean => target !== null && target === host,
    /** False while something of the page may lie over our host, where a person may press what they do not see. */
    isOnTop: onTop.isOnTop,
    /** Whether an event came out of our host. */
    owns: (event: Event): boolean => host !== null && event.composedPath().includes(host),
    /** `onBack`: the page had taken it out, and it is there again. */
    put: (
      kind: string,
      role: string,
      parts: readonly Element[],
      onBack: (root: ShadowRoot) => void = () => undefined,
    ) => {
      remove();
      host = document.createElement("div");
      host.setAttribute(CARD_MARK, "");
      // Above dialogs and what is shown in full screen.
      host.popover = "manual";
      const root = host.attachShadow({ mode: "closed" });
      root.adoptedStyleSheets.push(sheet);
      const card = document.createElement("section");
      card.className = `card ${kind}`;
      if (theme() !== "auto") card.style.colorScheme = theme();
      card.setAttribute("role", role);
      card.setAttribute("aria-labelledby", "title");
      card.setAttribute("aria-describedby", "text");
      card.append(...parts);
      root.append(card);
      const place = placeFor();
      place.append(host);
      host.showPopover();
      onTop.begin();
      keepAttached(host, place, () => onBack(root));
      return { root, card };
    },
  };
}

export type CardHost = ReturnType<typeof createCardHost>;
