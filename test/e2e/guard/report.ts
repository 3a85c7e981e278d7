import type { PageReport } from "../../../lib/messages/protocol.ts";
import type { OwnPage } from "../../support/own-page.ts";

interface Tabs {
  readonly tabs: { query(filter: object): Promise<{ id: number; url?: string }[]> };
}
declare const browser: Tabs | undefined;
declare const chrome: Tabs;

/** What the popup would say of the page at this address; null while it says nothing of it. */
export async function reportOf(own: OwnPage, address: string): Promise<PageReport | null> {
  const tabId = await own.page.evaluate(async (url) => {
    const api = typeof browser === "undefined" ? chrome : browser;
    return (await api.tabs.query({})).find((tab) => tab.url === url)?.id ?? null;
  }, address);
  if (tabId === null) return null;
  const status = await own.send("page/status", { tabId });
  return status.kind === "guarded" ? status.report : null;
}
