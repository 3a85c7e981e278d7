import { fillIn } from "../ui/fill-in.ts";
import { browser } from "./page-api.ts";

let own: Readonly<Record<string, string>> = {};

/** Texts in the language that was chosen in place of the browser's. */
export function setPageTexts(texts: Readonly<Record<string, string>>): void {
  own = texts;
}

/** A text of the locales, in content scripts. */
export const pageText = (key: string, substitutions: readonly string[] = []): string =>
  fillIn(own[key] ?? "", substitutions) ||
  (browser.i18n.getMessage as (name: string, values: string[]) => string)(key, [
    ...substitutions,
  ]) ||
  key;
