import { browser } from "wxt/browser";

const CHECK_SELECTION = "check-selection";

/** The keyboard's way to check what is selected; gives the selected text. */
export function onCheckSelection(listener: (text: string) => void): void {
  browser.commands.onCommand.addListener((command) => {
    if (command === CHECK_SELECTION) void selectedText().then(listener);
  });
}

/** The keys of our two commands as the browser writes them; empty: none. */
export async function shortcutKeys(): Promise<{ popup: string; selection: string }> {
  const commands = await browser.commands.getAll();
  const keysOf = (name: string): string =>
    commands.find((command) => command.name === name)?.shortcut ?? "";
  return { popup: keysOf("_execute_action"), selection: keysOf(CHECK_SELECTION) };
}

/** The browser's own page for keys: Firefox opens it itself, elsewhere no link but a new tab may lead there. */
export async function openShortcutSettings(): Promise<void> {
  const commands = browser.commands as { openShortcutSettings?: () => Promise<void> };
  if (commands.openShortcutSettings) await commands.openShortcutSettings();
  else await browser.tabs.create({ url: "chrome://extensions/shortcuts" });
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
