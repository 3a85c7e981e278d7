import { browser } from "wxt/browser";

/** Whether our button stands on the toolbar itself; null where the browser does not say. */
export async function isPinned(): Promise<boolean | null> {
  const action = browser.action as {
    getUserSettings?: () => Promise<{ isOnToolbar?: boolean }>;
  };
  return (await action.getUserSettings?.())?.isOnToolbar ?? null;
}

/** What stands on the toolbar button of one tab. */
export async function setBadge(
  tabId: number,
  { text, color, title }: { readonly text: string; readonly color: string; readonly title: string },
): Promise<void> {
  try {
    await browser.action.setBadgeText({ tabId, text });
    await browser.action.setBadgeBackgroundColor({ tabId, color });
    await browser.action.setTitle({ tabId, title });
  } catch (error) {
    // The tab was closed meanwhile.
    if (!(error instanceof Error && /tab/i.test(error.message))) throw error;
  }
}
