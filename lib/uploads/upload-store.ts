import type { SkippedRow, UploadRow } from "../campaign/upload/upload-row.ts";
import { Failure } from "../failure.ts";
import type { UploadDatabase } from "./upload-database.ts";
import {
  type ChunkOutcome,
  jobSchema,
  outcomeSchema,
  rowSchema,
  skippedSchema,
  type UploadJob,
} from "./upload-job.ts";

/** Every chunk of a job. */
const chunksOf = (id: number): IDBKeyRange => IDBKeyRange.bound([id, 0], [id, []]);

/** Uploads on disk. Whatever was stored is parsed: a damaged row is a `storage-fault`, never another customer's number. */
export function createUploadStore(database: () => Promise<UploadDatabase>) {
  const parsed = (id: unknown, stored: unknown): UploadJob | null =>
    typeof stored === "object" && stored !== null
      ? (jobSchema.safeParse({ ...stored, id }).data ?? null)
      : null;

  const job = async (id: number): Promise<UploadJob | null> =>
    parsed(id, await (await database()).get("jobs", id));

  /** Changes a job in one transaction; nothing when it is gone. With the outcome of one of its chunks, when given. */
  const update = async (
    id: number,
    change: (job: UploadJob) => UploadJob,
    outcome?: { readonly chunk: number; readonly results: ChunkOutcome },
  ): Promise<UploadJob | null> => {
    const writing = (await database()).transaction(["jobs", "outcomes"], "readwrite");
    const jobs = writing.objectStore("jobs");
    const before = parsed(id, await jobs.get(id));
    if (before) {
      const { id: _, ...after } = change(before);
      await jobs.put(after, id);
      if (outcome) await writing.objectStore("outcomes").put(outcome.results, [id, outcome.chunk]);
      await writing.done;
      return { ...after, id };
    }
    await writing.done;
    return null;
  };

  return {
    job,
    update,
    /** Oldest first. */
    jobs: async (): Promise<readonly UploadJob[]> => {
      const reading = (await database()).transaction("jobs");
      const [keys, stored] = await Promise.all([
        reading.store.getAllKeys(),
        reading.store.getAll(),
      ]);
      return keys.flatMap((key, index) => parsed(key, stored[index]) ?? []);
    },
    create: async (fresh: Omit<UploadJob, "id">): Promise<number> =>
      (await database()).add("jobs", fresh),
    putRows: async (id: number, chunk: number, rows: readonly UploadRow[]): Promise<void> => {
      await (await database()).put("rows", rows, [id, chunk]);
    },
    putSkipped: async (id: number, chunk: number, rows: readonly SkippedRow[]): Promise<void> => {
      await (await database()).put("skipped", rows, [id, chunk]);
    },
    /** @throws Failure `storage-fault` when they are lost or damaged */
    rows: async (id: number, chunk: number): Promise<readonly UploadRow[]> => {
      const stored = await (await database()).get("rows", [id, chunk]);
      const rows = rowSchema.array().safeParse(stored).data;
      if (!rows) throw new Failure("storage-fault", { detail: `upload ${id}, chunk ${chunk}` });
      return rows;
    },
    skipped: async (id: number, chunk: number) => {
      const stored = await (await database()).get("skipped", [id, chunk]);
      return skippedSchema.array().safeParse(stored).data ?? [];
    },
    /** Null when the chunk was never sent, or what was noted of it is damaged: then it is looked up like one that was. */
    outcome: async (id: number, chunk: number): Promise<ChunkOutcome | null> => {
      const stored = await (await database()).get("outcomes", [id, chunk]);
      return stored === undefined ? null : (outcomeSchema.safeParse(stored).data ?? []);
    },
    putOutcome: async (id: number, chunk: number, results: ChunkOutcome): Promise<void> => {
      await (await database()).put("outcomes", results, [id, chunk]);
    },
    /** Every upload, with all its rows. */
    clear: async (): Promise<void> => {
      const db = await database();
      const writing = db.transaction(["jobs", "rows", "outcomes", "skipped"], "readwrite");
      await Promise.all([
        ...([...writing.objectStoreNames] as const).map((name) =>
          writing.objectStore(name).clear(),
        ),
        writing.done,
      ]);
    },
    remove: async (id: number): Promise<void> => {
      const writing = (await database()).transaction(
        ["jobs", "rows", "outcomes", "skipped"],
        "readwrite",
      );
      await Promise.all([
        writing.objectStore("jobs").delete(id),
        writing.objectStore("rows").delete(chunksOf(id)),
        writing.objectStore("outcomes").delete(chunksOf(id)),
        writing.objectStore("skipped").delete(chunksOf(id)),
        writing.done,
      ]);
    },
  };
}

export type UploadStore = ReturnType<typeof createUploadStore>;
