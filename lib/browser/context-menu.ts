import { browser } from "wxt/browser";

const CHECK = "check-number";

/** Kept by the browser over restarts; made anew after an install or update. */
export async function createContextMenu(title: string): Promise<void> {
  await browser.contextMenus.removeAll();
  browser.contextMenus.create({ id: CHECK, title, contexts: ["selection", "link"] });
}

/** The selected text, or the address of the link, that a person wants to have checked. */
export function onContextMenu(listener: (text: string) => void): void {
  browser.contextMenus.onClicked.addListener(({ menuItemId, selectionText, linkUrl }) => {
    if (menuItemId === CHECK) listener(selectionText ?? linkUrl ?? "");
  });
}
