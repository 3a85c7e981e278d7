import { z } from "zod";
import type { CacheDatabase } from "../cache/database.ts";
import type { ConsentRecord } from "../consent/record.ts";

const progressSchema = z.object({
  source: z.enum(["search", "list"]),
  pageToken: z.string(),
  asOf: z.number(),
  malformed: z.number(),
  account: z.string(),
});

/** How far a paged load has come. */
export type PagedProgress = z.infer<typeof progressSchema>;

const PROGRESS_KEY = "paged-load";

/** Pages read so far, kept on disk so that a worker's death costs one page and not all. */
export function createStaging(database: () => Promise<CacheDatabase>) {
  return {
    progress: async (): Promise<PagedProgress | null> => {
      const parsed = progressSchema.safeParse(await (await database()).get("values", PROGRESS_KEY));
      return parsed.success ? parsed.data : null;
    },
    /** One transaction: a page is never kept without its token, nor a token without its page. */
    keep: async (records: readonly ConsentRecord[], progress: PagedProgress): Promise<void> => {
      const writing = (await database()).transaction(["staging", "values"], "readwrite");
      await Promise.all([
        writing.objectStore("staging").add(records),
        writing.objectStore("values").put(progress, PROGRESS_KEY),
        writing.done,
      ]);
    },
    pages: async function* (): AsyncGenerator<readonly ConsentRecord[]> {
      const db = await database();
      for (const key of await db.getAllKeys("staging")) {
        yield (await db.get("staging", key)) ?? [];
      }
    },
    clear: async (): Promise<void> => {
      const writing = (await database()).transaction(["staging", "values"], "readwrite");
      await Promise.all([
        writing.objectStore("staging").clear(),
        writing.objectStore("values").delete(PROGRESS_KEY),
        writing.done,
      ]);
    },
  };
}

export type Staging = ReturnType<typeof createStaging>;
