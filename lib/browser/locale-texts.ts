import { browser } from "wxt/browser";

type Messages = Readonly<Record<string, { readonly message: string } | undefined>>;

/** All texts in one language, read from our own package: the browser itself speaks one language only. */
export async function localeTexts(language: string): Promise<Readonly<Record<string, string>>> {
  const getURL = browser.runtime.getURL as (path: string) => string;
  const answer = await fetch(getURL(`/_locales/${language}/messages.json`));
  const messages = (await answer.json()) as Messages;
  return Object.fromEntries(
    Object.entries(messages).flatMap(([key, text]) => (text ? [[key, text.message]] : [])),
  );
}
