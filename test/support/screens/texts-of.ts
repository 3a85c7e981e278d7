import { fillIn } from "../../../lib/ui/fill-in.ts";
import { createTexts, type Texts } from "../../../lib/ui/texts.ts";
import en from "../../../public/_locales/en/messages.json" with { type: "json" };
import es from "../../../public/_locales/es/messages.json" with { type: "json" };
import fr from "../../../public/_locales/fr/messages.json" with { type: "json" };

type Messages = Readonly<Record<string, { readonly message: string } | undefined>>;

const MESSAGES: Readonly<Record<string, Messages>> = { en, es, fr };

/** The texts of a locale, filled in as browsers do. */
export function textsOf(locale: string): Texts {
  const messages = MESSAGES[locale.split("-")[0] ?? locale] ?? {};
  return createTexts((key, inserts) => fillIn(messages[key]?.message ?? "", inserts), locale);
}
