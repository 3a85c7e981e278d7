import { browser } from "wxt/browser";
import { createOwnAsk, isPush } from "../messages/own-client.ts";
import type { Push } from "../messages/protocol.ts";
import { createTexts, shownLocale, type Texts } from "../ui/texts.ts";
import { sendMessage } from "./runtime.ts";
import { lastState, rememberState } from "./session-memory.ts";

/** Asks the background from the popup and the settings page. */
export const ask = createOwnAsk(sendMessage);

/** Hears what the background tells, until the signal aborts. */
export function onPush(listener: (push: Push) => void, signal: AbortSignal): void {
  const onMessage = (message: unknown): undefined => {
    if (isPush(message)) listener(message);
  };
  browser.runtime.onMessage.addListener(onMessage);
  signal.addEventListener("abort", () => browser.runtime.onMessage.removeListener(onMessage));
}

/** What a page of ours needs to follow the state. */
export const statePorts = { ask, onPush, lastState, rememberState };

/** True in a tab of its own, false in the popup of the toolbar button. */
export const standsInTab = async (): Promise<boolean> =>
  (await browser.tabs.getCurrent()) !== undefined;

export const openSettings = (): Promise<void> => browser.runtime.openOptionsPage();

/** The browser's texts, in its language. */
export function browserTexts(): Texts {
  const getMessage = browser.i18n.getMessage as (key: string, inserts: string[]) => string;
  return createTexts(
    (key, inserts) => getMessage(key, [...inserts]),
    shownLocale(browser.i18n.getUILanguage(), getMessage("locale_tag", [])),
  );
}
