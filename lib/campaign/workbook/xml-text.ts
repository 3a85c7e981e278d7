const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/** Written XML text as what it means, with Excel's own `_x000D_` for what XML cannot hold. */
export function xmlText(written: string): string {
  const text = written.includes("&")
    ? written.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (all, decimal, hex, name) => {
        if (name !== undefined) return ENTITIES[name] ?? all;
        const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
        return point <= 0x10ffff ? String.fromCodePoint(point) : all;
      })
    : written;
  if (!text.includes("_x")) return text;
  return text.replace(/_x([\da-f]{4})_/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

const escapeMarkup = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold
const UNHOLDABLE = /[\u0000-\u0008\u000b\u000c\u000d\u000e-\u001f\ufffe\uffff]|_x(?=[\da-f]{4}_)/gi;

export const toXmlText = (text: string): string =>
  escapeMarkup(text).replace(UNHOLDABLE, (found) =>
    found.length > 1
      ? "_x005F_x"
      : `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
  );

/** Sections of character data as ordinary text. */
export const withoutCdata = (xml: string): string =>
  xml.includes("<![CDATA[")
    ? xml.replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, text: string) => escapeMarkup(text))
    : xml;

const TEXTS = /<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</g;
/** How a word is pronounced, which is no part of the word. */
const PHONETIC = /<(?:\w+:)?rPh\b[\s\S]*?<\/(?:\w+:)?rPh>/g;

/** All `t` elements within some markup, one after the other. */
export function textElements(xml: string): string {
  let text = "";
  const spoken = xml.includes("rPh") ? xml.replace(PHONETIC, "") : xml;
  for (const [, written = ""] of spoken.matchAll(TEXTS)) text += written;
  return xmlText(text);
}

export const attribute = (tag: string, name: string): string | undefined => {
  const written = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  const value = written?.[1] ?? written?.[2];
  return value === undefined ? undefined : xmlText(value);
};
