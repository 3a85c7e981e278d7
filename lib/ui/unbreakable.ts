/** A number inside a sentence: it stays on one line. */
export const unbreakable = (text: string): string =>
  text.replaceAll(" ", "\u00a0").replaceAll("-", "\u2011");
