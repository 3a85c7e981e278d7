import { readFileSync } from "node:fs";
import { createTexts, fillIn, type Texts } from "../../../lib/ui/texts.ts";

type Messages = Readonly<Record<string, { readonly message: string } | undefined>>;

export const messagesOf = (locale: string): Messages =>
  JSON.parse(
    readFileSync(
      new URL(`../../../public/_locales/${locale}/messages.json`, import.meta.url),
      "utf8",
    ),
  ) as Messages;

/** The texts of a locale, filled in as browsers do. */
export function textsOf(locale: string): Texts {
  const messages = messagesOf(locale.split("-")[0] ?? locale);
  return createTexts((key, inserts) => fillIn(messages[key]?.message ?? "", inserts), locale);
}
