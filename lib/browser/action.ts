import { browser } from "wxt/browser";

/** A count on the toolbar button of one tab; nothing for none. */
export async function setBadge(tabId: number, count: number, title: string): Promise<void> {
  try {
    await browser.action.setBadgeText({ tabId, text: count > 0 ? String(count) : "" });
    await browser.action.setBadgeBackgroundColor({ tabId, color: "#b3261e" });
    await browser.action.setTitle({ tabId, title });
  } catch (error) {
    // The tab was closed meanwhile.
    if (!(error instanceof Error && /tab/i.test(error.message))) throw error;
  }
}
