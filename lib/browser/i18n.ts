import { browser } from "wxt/browser";

/** A text of the locales. */
export const translate = (key: string, substitutions: readonly string[] = []): string =>
  (browser.i18n.getMessage as (name: string, values: string[]) => string)(key, [
    ...substitutions,
  ]) || key;
