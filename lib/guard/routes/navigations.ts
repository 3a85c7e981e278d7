import type { NumberReader } from "../number-reader.ts";
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
  const holds = (url: string, goOn: () => void): boolean => {
    const route = read(url);
    const tried = route && { ...route, element: null, guessed: false };
    if (!tried || gate.isOpenToScript(tried)) return false;
    gate.attempt(tried, goOn);
    return true;
  };

  /** Only Chromium tells of navigations to other schemes. */
  const onNavigate = (event: NavigateEvent): void => {
    const url = event.destination?.url;
    if (url === undefined || !event.cancelable) return;
    if (!holds(url, () => window.location.assign(url))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const { navigation } = window as { readonly navigation?: EventTarget };
  navigation?.addEventListener("navigate", onNavigate, { signal });

  onPageLaunch(window, (url, goOn) => holds(resolved(url, window.document.baseURI), goOn), signal);
}
