import { browser } from "wxt/browser";
import { activeTab } from "./tabs.ts";

/** Where a page of ours stands: in the popup of the toolbar button, in a tab, or in a window that holds nothing else. */
export type Surface = "popup" | "tab" | "window";

export async function surface(): Promise<Surface> {
  if ((await browser.tabs.getCurrent()) === undefined) return "popup";
  return (await browser.windows.getCurrent()).type === "popup" ? "window" : "tab";
}

/** Px; as wide as the popup, and high enough for a number with its buttons. */
const SIZE = { width: 420, height: 680 };

/** Shows a page of ours in the window that has it already, in front; in a new one where none has. */
export async function showOwnWindow(page: string, query: string): Promise<void> {
  const [open] = await browser.tabs.query({ url: `${page}*`, windowType: "popup" });
  if (open?.id === undefined || open.windowId === undefined) {
    await browser.windows.create({ url: page + query, type: "popup", ...SIZE });
    return;
  }
  await browser.tabs.update(open.id, { url: page + query });
  await browser.windows.update(open.windowId, { focused: true });
}

/** The tab that stands behind the popup, or that was used last where we stand in a window beside it. */
export async function tabBehind(where: Surface): Promise<number | null> {
  if (where === "popup") return (await activeTab())?.id ?? null;
  if (where === "tab") return null;
  const tabs = await browser.tabs.query({ active: true, windowType: "normal" });
  const [last] = tabs.sort((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0));
  return last?.id ?? null;
}

/** Tells of each tab that the person turns to in another window than ours. */
export async function onTurnedTo(
  listener: (tabId: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const own = (await browser.windows.getCurrent()).id;
  if (signal.aborted) return;
  const onActivated = ({ tabId, windowId }: { tabId: number; windowId: number }): void => {
    if (windowId !== own) listener(tabId);
  };
  const onFocus = (windowId: number): void => {
    if (windowId === own || windowId === browser.windows.WINDOW_ID_NONE) return;
    const tell = ([tab]: readonly { readonly id?: number | undefined }[]): void => {
      if (tab?.id !== undefined && !signal.aborted) listener(tab.id);
    };
    // A window that is gone by then has no tab to tell of.
    browser.tabs.query({ active: true, windowId }).then(tell, () => undefined);
  };
  browser.tabs.onActivated.addListener(onActivated);
  browser.windows.onFocusChanged.addListener(onFocus);
  signal.addEventListener("abort", () => {
    browser.tabs.onActivated.removeListener(onActivated);
    browser.windows.onFocusChanged.removeListener(onFocus);
  });
}
