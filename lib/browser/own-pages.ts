import { browser } from "wxt/browser";

const PORT = "own-page";

/** Tells the background that one of our pages is open, over every death of the worker, until the page closes. */
export function announceOwnPage(): void {
  const port = browser.runtime.connect({ name: PORT });
  port.onDisconnect.addListener(announceOwnPage);
}

/** Counts our open pages. */
export function onOwnPages(listener: (count: number) => void): void {
  let count = 0;
  browser.runtime.onConnect.addListener((port) => {
    const own = port.sender?.url?.startsWith(browser.runtime.getURL("/")) ?? false;
    if (port.name !== PORT || !own) return;
    listener(++count);
    port.onDisconnect.addListener(() => listener(--count));
  });
}
