import { z } from "zod";
import { seal, unseal } from "../cache/checksum.ts";
import type { CacheDatabase } from "../cache/database.ts";
import { inTransaction } from "../cache/transaction.ts";
import type { ConsentRecord } from "../consent/record.ts";
import { Failure } from "../failure.ts";

const progressSchema = z.object({
  source: z.enum(["search", "list"]),
  pageToken: z.string(),
  asOf: z.number(),
  malformed: z.number(),
  account: z.string(),
  /** Where the load stands in the order of all that was learned. */
  begin: z.number(),
});

const cutsSchema = z.object({ account: z.string(), count: z.number(), at: z.number() });

/** How far a paged load has come. */
export type PagedProgress = z.infer<typeof progressSchema>;

const STORES = ["staging", "values"] as const;
const PROGRESS_KEY = "paged-load";
const CUTS_KEY = "export-cuts";

/** Exports in a row that did not come to their end, and when the last of them began (epoch ms). */
export interface ExportCuts {
  readonly count: number;
  readonly at: number;
}

const sealRecords = (records: readonly ConsentRecord[]): Uint8Array => {
  const needed = records.map(({ notes: _, ...record }) => record);
  return seal(new TextEncoder().encode(JSON.stringify(needed)));
};

const unsealRecords = (stored: unknown): readonly ConsentRecord[] => {
  const content = unseal(stored);
  if (!content) throw new Failure("storage-fault", { detail: "staged page" });
  return JSON.parse(new TextDecoder().decode(content));
};

/** Pages read so far, kept on disk so that a worker's death costs one page and not all. */
export function createStaging(database: () => Promise<CacheDatabase>) {
  return {
    progress: async (): Promise<PagedProgress | null> => {
      const parsed = progressSchema.safeParse(await (await database()).get("values", PROGRESS_KEY));
      return parsed.success ? parsed.data : null;
    },
    /** One transaction: a page is never kept without its token, nor a token without its page. */
    keep: async (records: readonly ConsentRecord[], progress: PagedProgress): Promise<void> => {
      const page = sealRecords(records);
      await inTransaction(await database(), STORES, "readwrite", async (writing) => {
        await writing.objectStore("staging").add(page);
        await writing.objectStore("values").put(progress, PROGRESS_KEY);
      });
    },
    /** @throws Failure `storage-fault` when a page is damaged: the load has to begin anew */
    pages: async function* (): AsyncGenerator<readonly ConsentRecord[]> {
      const db = await database();
      for (const key of await db.getAllKeys("staging")) {
        yield unsealRecords(await db.get("staging", key));
      }
    },
    exportCuts: async (account: string): Promise<ExportCuts> => {
      const parsed = cutsSchema.safeParse(await (await database()).get("values", CUTS_KEY));
      return parsed.data?.account === account ? parsed.data : { count: 0, at: 0 };
    },
    noteExportCuts: async (account: string, cuts: ExportCuts): Promise<void> => {
      await (await database()).put("values", { account, ...cuts }, CUTS_KEY);
    },
    clear: async (): Promise<void> =>
      inTransaction(await database(), STORES, "readwrite", async (writing) => {
        await writing.objectStore("staging").clear();
        await writing.objectStore("values").delete(PROGRESS_KEY);
      }),
  };
}

export type Staging = ReturnType<typeof createStaging>;
