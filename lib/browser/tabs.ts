import { browser } from "wxt/browser";
import { isNoReceiver } from "./runtime.ts";

export interface OpenTab {
  readonly id: number;
  /** Absent where we may not see it. */
  readonly url?: string;
}

const toOpenTab = (tab: { id?: number | undefined; url?: string | undefined }): OpenTab[] =>
  tab.id === undefined ? [] : [{ id: tab.id, ...(tab.url === undefined ? {} : { url: tab.url }) }];

/** Open tabs whose address lies on one of the patterns. */
export async function tabsMatching(patterns: readonly string[]): Promise<readonly OpenTab[]> {
  if (patterns.length === 0) return [];
  return (await browser.tabs.query({ url: [...patterns] })).flatMap(toOpenTab);
}

export const allTabs = async (): Promise<readonly OpenTab[]> =>
  (await browser.tabs.query({})).flatMap(toOpenTab);

/** The tab behind the popup: its address is ours to see by `activeTab`. */
export async function activeTab(): Promise<OpenTab | null> {
  const [tab] = (await browser.tabs.query({ active: true, currentWindow: true })).flatMap(
    toOpenTab,
  );
  return tab ?? null;
}

export async function tabById(tabId: number): Promise<OpenTab | null> {
  try {
    return toOpenTab(await browser.tabs.get(tabId))[0] ?? null;
  } catch {
    // The tab was closed meanwhile.
    return null;
  }
}

/** Reaches every frame of a tab; a tab without our guard has nobody to hear it. */
export async function tellTab(tabId: number, message: unknown): Promise<void> {
  try {
    await browser.tabs.sendMessage(tabId, message);
  } catch (error) {
    if (!isNoReceiver(error)) throw error;
  }
}

/** Asks one frame of a tab; undefined when its guard is gone. */
export async function askFrame(tabId: number, frameId: number, message: unknown): Promise<unknown> {
  try {
    return await browser.tabs.sendMessage(tabId, message, { frameId });
  } catch (error) {
    if (!isNoReceiver(error)) throw error;
    return undefined;
  }
}

export async function openTab(url: string): Promise<void> {
  await browser.tabs.create({ url });
}

/** Shows a page of ours in the tab that has it already, in front; in a new one where none has. */
export async function showOwnTab(page: string, query: string): Promise<void> {
  const [open] = await browser.tabs.query({ url: `${page}*` });
  if (open?.id === undefined) return openTab(page + query);
  await browser.tabs.update(open.id, { active: true, url: page + query });
  if (open.windowId !== undefined) await browser.windows.update(open.windowId, { focused: true });
}

/** Puts a tab and its window in front. */
export async function bringForward(tabId: number): Promise<void> {
  const windowId = (await browser.tabs.update(tabId, { active: true }))?.windowId;
  if (windowId !== undefined) await browser.windows.update(windowId, { focused: true });
}

/** Tells when a tab has loaded another page. */
export function onTabLoaded(tabId: number, listener: () => void, signal: AbortSignal): void {
  const onUpdated = (id: number, { status }: { readonly status?: string | undefined }): void => {
    if (id === tabId && status === "complete") listener();
  };
  browser.tabs.onUpdated.addListener(onUpdated);
  signal.addEventListener("abort", () => browser.tabs.onUpdated.removeListener(onUpdated));
}

export function onTabRemoved(listener: (tabId: number) => void): void {
  browser.tabs.onRemoved.addListener(listener);
}
