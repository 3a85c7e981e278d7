import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Texts } from "../lib/ui/texts.ts";

export type { CountKey, TextKey, Texts } from "../lib/ui/texts.ts";

const Context = createContext<Texts | null>(null);

export const TextsProvider = Context.Provider;

/** The texts of the person's language; every component reads them here. */
export function useTexts(): Texts {
  const texts = useContext(Context);
  if (!texts) throw new TypeError("a component stands outside of TextsProvider");
  return texts;
}
