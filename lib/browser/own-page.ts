import { browser } from "wxt/browser";
import { createOwnAsk, isPush } from "../messages/own-client.ts";
import type { Push } from "../messages/protocol.ts";
import { LANGUAGES } from "../settings/settings.ts";
import { fillIn } from "../ui/fill-in.ts";
import { createTexts, shownLocale, type Texts } from "../ui/texts.ts";
import { localeTexts } from "./locale-texts.ts";
import { sendMessage } from "./runtime.ts";
import { rememberState } from "./session-memory.ts";
import { readStorage } from "./storage.ts";

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
export const statePorts = { ask, onPush, rememberState };

/** True in a tab of its own, false in the popup of the toolbar button. */
export const standsInTab = async (): Promise<boolean> =>
  (await browser.tabs.getCurrent()) !== undefined;

export const openSettings = (): Promise<void> => browser.runtime.openOptionsPage();

/** The texts in the chosen language; in the browser's while none is chosen. */
export async function pageTexts(): Promise<Texts> {
  const language = await chosenLanguage();
  return language === null ? browserTexts() : ownTexts(language);
}

async function chosenLanguage(): Promise<string | null> {
  const stored = (await readStorage("local", "settings")) as { language?: unknown } | undefined;
  return LANGUAGES.find((language) => language === stored?.language) ?? null;
}

function browserTexts(): Texts {
  const getMessage = browser.i18n.getMessage as (key: string, inserts: string[]) => string;
  return createTexts(
    (key, inserts) => getMessage(key, [...inserts]),
    shownLocale(browser.i18n.getUILanguage(), getMessage("locale_tag", [])),
  );
}

async function ownTexts(language: string): Promise<Texts> {
  const messages = await localeTexts(language);
  return createTexts((key, inserts) => fillIn(messages[key] ?? "", inserts), language);
}
