import { browser } from "wxt/browser";
import { createOwnAsk, isPush } from "../messages/own-client.ts";
import type { Push } from "../messages/protocol.ts";
import { LANGUAGES, THEMES, type Theme } from "../settings/settings.ts";
import { fillIn } from "../ui/fill-in.ts";
import { createTexts, shownLocale, type Texts } from "../ui/texts.ts";
import { wearTheme } from "../ui/theme.ts";
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

export const openSettings = (): Promise<void> => browser.runtime.openOptionsPage();

/** Dresses the page as the person has chosen, in the browser's language and the system's theme until then, and gives its texts. */
export async function dressPage(): Promise<Texts> {
  const { language, theme } = await chosen();
  wearTheme(theme);
  const texts = language === null ? browserTexts() : await ownTexts(language);
  document.documentElement.lang = texts.locale;
  return texts;
}

async function chosen(): Promise<{ language: string | null; theme: Theme }> {
  const stored = (await readStorage("local", "settings")) as
    | { language?: unknown; theme?: unknown }
    | undefined;
  return {
    language: LANGUAGES.find((language) => language === stored?.language) ?? null,
    theme: THEMES.find((theme) => theme === stored?.theme) ?? "auto",
  };
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
