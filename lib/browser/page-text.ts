import { browser } from "./page-api.ts";

/** A text of the locales, in content scripts. */
export const pageText = (key: string, substitutions: readonly string[] = []): string =>
  (browser.i18n.getMessage as (name: string, values: string[]) => string)(key, [
    ...substitutions,
  ]) || key;
