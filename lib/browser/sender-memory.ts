import { type E164, isE164 } from "../phone/e164.ts";
import { readStorage, removeStorage, writeStorage } from "./storage.ts";

const KEY = "text-from";

/** The business number that the person on this computer texts from; null: any of them. */
export async function rememberedSender(): Promise<E164 | null> {
  const stored = await readStorage("local", KEY);
  return typeof stored === "string" && isE164(stored) ? stored : null;
}

export const rememberSender = (from: E164 | null): Promise<void> =>
  from === null ? removeStorage("local", KEY) : writeStorage("local", KEY, from);
