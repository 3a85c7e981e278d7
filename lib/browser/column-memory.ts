import { readStorage, writeStorage } from "./storage.ts";

const KEY = "list-columns";
/** Kinds of lists that are remembered; the oldest goes first. */
const KEPT = 100;

type Memory = Readonly<Record<string, unknown>>;

const load = async (): Promise<Memory> => {
  const stored = await readStorage("local", KEY);
  return typeof stored === "object" && stored !== null ? (stored as Memory) : {};
};

/** Which columns a person chose for lists of each header, in one tab of the lists' page. */
export function createColumnMemory(tab: string) {
  return {
    load: async (header: string): Promise<unknown> => (await load())[`${tab} ${header}`],
    save: async (header: string, columns: unknown): Promise<void> => {
      const key = `${tab} ${header}`;
      const { [key]: _, ...others } = await load();
      const kept = Object.entries(others).slice(1 - KEPT);
      await writeStorage("local", KEY, { ...Object.fromEntries(kept), [key]: columns });
    },
  };
}
