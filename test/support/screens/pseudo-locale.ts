import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fillIn } from "../../../lib/ui/fill-in.ts";
import { createTexts, type Texts } from "../../../lib/ui/texts.ts";

const ACCENTS: Readonly<Record<string, string>> = {
  a: "á",
  e: "é",
  i: "í",
  o: "ó",
  u: "ú",
  A: "Á",
  E: "É",
  n: "ñ",
  c: "ç",
};

/** Every text 40 % longer and accented, so that what is cut or not translated is seen. */
const pseudo = (text: string): string => {
  const accented = text.replace(/[aeiouAEnc](?![^$]*\b_)/g, (letter) => ACCENTS[letter] ?? letter);
  const words = Math.ceil((text.length * 0.4) / 5);
  return `${accented}${" ońe".repeat(words)}`;
};

export interface PseudoExtension {
  readonly folder: string;
  readonly texts: Texts;
  remove(): Promise<void>;
}

/** A copy of a built extension that speaks the pseudo-language. */
export async function pseudoExtension(built: string): Promise<PseudoExtension> {
  const folder = await mkdtemp(join(tmpdir(), "consent-guard-pseudo-"));
  await cp(built, folder, { recursive: true });
  const path = join(folder, "_locales/en/messages.json");
  const messages = JSON.parse(await readFile(path, "utf8")) as Record<string, { message: string }>;
  for (const [key, entry] of Object.entries(messages)) {
    if (key !== "locale_tag" && !key.startsWith("extension")) entry.message = pseudo(entry.message);
  }
  await writeFile(path, JSON.stringify(messages));
  return {
    folder,
    texts: createTexts((key, inserts) => fillIn(messages[key]?.message ?? "", inserts), "en"),
    remove: () => rm(folder, { recursive: true }),
  };
}
