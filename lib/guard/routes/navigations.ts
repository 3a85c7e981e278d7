import type { NumberReader } from "../number-reader.ts";
import { follow } from "./follow.ts";
import type { Gate } from "./gate.ts";
import { onPageLaunch } from "./page-launches.ts";
import type { ReadRoute } from "./route-of-event.ts";

interface NavigateEvent extends Event {
  readonly destination?: { readonly url?: string };
}

/** Launches by scripts, without a link or form that the window could see. */
export function guardNavigations(
  window: Window & typeof globalThis,
  gate: Gate,
  read: ReadRoute,
  { resolved }: NumberReader,
  signal: AbortSignal,
): void {
  const holds = (url: string, target: string): boolean => {
    const route = read(url);
    const tried = route && { ...route, element: null, guessed: false };
    if (!tried || gate.isOpenToScript(tried)) return false;
    gate.attempt(tried, () => follow(window, url, target));
    return true;
  };

  /** Only Chromium tells of navigations to other schemes. */
  const onNavigate = (event: NavigateEvent): void => {
    const url = event.destination?.url;
    if (url === undefined || !event.cancelable || !holds(url, "_self")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const { navigation } = window as { readonly navigation?: EventTarget };
  navigation?.addEventListener("navigate", onNavigate, { signal });

  onPageLaunch(
    window,
    ({ url, target }) => holds(resolved(url, window.document.baseURI), target || "_self"),
    signal,
  );
}
