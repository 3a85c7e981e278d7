import type { Translate } from "./card-content.ts";

/** The language of the texts, for dates; undefined: the browser's own with its region. */
export const localeOf = (t: Translate): string | undefined => {
  const language = t("locale_tag");
  return navigator.language.startsWith(language) ? undefined : language;
};
