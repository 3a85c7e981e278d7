import type { CacheDatabase } from "./database.ts";

/** One named value. What it holds is foreign data to whoever loads it. */
export interface StoredValue {
  load(): Promise<unknown>;
  save(value: unknown): Promise<void>;
  clear(): Promise<void>;
}

export function storedValue(database: () => Promise<CacheDatabase>, key: string): StoredValue {
  return {
    load: async () => (await database()).get("values", key),
    save: async (value) => {
      await (await database()).put("values", value, key);
    },
    clear: async () => (await database()).delete("values", key),
  };
}
