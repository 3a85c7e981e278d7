import type { TextKey, Texts } from "../texts.tsx";

const SOURCES: Readonly<Record<string, TextKey>> = {
  recipient: "see_source_recipient",
  api: "see_source_api",
  upstream: "see_source_upstream",
  carrier: "see_source_carrier",
  "": "see_source_unknown",
};

/** Where a consent came from, in the two words that a column has room for; an unknown source as it came. */
export function sourceInShort(source: string, { t }: Pick<Texts, "t">): string {
  const key = SOURCES[source.toLowerCase()];
  return key ? t(key) : source;
}
