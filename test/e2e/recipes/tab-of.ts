import type { OwnPage } from "../../support/own-page.ts";

interface Tabs {
  readonly tabs: { query(filter: object): Promise<{ id: number; url?: string }[]> };
}
declare const browser: Tabs | undefined;
declare const chrome: Tabs;

/** The tab that shows this address. @throws Error when there is none */
export async function tabOf(own: OwnPage, address: string): Promise<number> {
  const tabId = await own.page.evaluate(async (url) => {
    const api = typeof browser === "undefined" ? chrome : browser;
    return (await api.tabs.query({})).find((tab) => tab.url === url)?.id ?? null;
  }, address);
  if (tabId === null) throw new Error(`no tab shows ${address}`);
  return tabId;
}
