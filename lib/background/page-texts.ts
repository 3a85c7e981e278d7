/** What the card and the picker say; a page gets no other text. */
const SAID =
  /^(?:card|picker|status|source|unverified|failure)_|^(?:check_now|checked_now|date_unknown|locale_tag)$/;

/** Those of all texts that are said in pages. */
export const textsOfPages = (
  texts: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(texts).filter(([key]) => SAID.test(key)));
