import { browser } from "wxt/browser";

/** The keyboard's way to check what is selected; gives the selected text. */
export function onCheckSelection(listener: (text: string) => void): void {
  browser.commands.onCommand.addListener((command) => {
    if (command === "check-selection") void selectedText().then(listener);
  });
}

/** What is selected in the page in front; empty where we may not look. */
async function selectedText(): Promise<string> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined) return "";
  try {
    const [answer] = await browser.scripting.executeScript({
      target: { tabId: tab.id },
      func: () => String(getSelection() ?? ""),
    });
    return String(answer?.result ?? "");
  } catch {
    // A browser's own page: nothing can be read there, and the popup opens empty.
    return "";
  }
}
