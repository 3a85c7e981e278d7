import type { SkippedRow, UploadRow } from "../campaign/upload/upload-row.ts";
import type { UploadJob } from "./upload-job.ts";
import type { UploadStore } from "./upload-store.ts";

/** Rows of one chunk: as many as one request takes. */
export const ROWS_A_CHUNK = 100;
const SKIPPED_ROWS = 1000;

export interface Decided {
  readonly rows: readonly UploadRow[];
  readonly skipped: readonly SkippedRow[];
}

/** Collects items and hands them on in groups of one size. */
function createGroups<T>(size: number, put: (group: readonly T[], index: number) => Promise<void>) {
  let waiting: T[] = [];
  let groups = 0;
  const flush = async (least: number): Promise<void> => {
    while (waiting.length >= least && waiting.length > 0) {
      await put(waiting.slice(0, size), groups++);
      waiting = waiting.slice(size);
    }
  };
  return {
    add: (items: readonly T[]): Promise<void> => {
      waiting.push(...items);
      return flush(size);
    },
    end: async (): Promise<number> => {
      await flush(1);
      return groups;
    },
  };
}

/**
 * Writes a job's rows, chunk by chunk: no part of a list has to hold all of it. Gives
 * the id of a draft, which does nothing until it is confirmed. One that is given up
 * half-way is forgotten.
 */
export async function writeDraft(
  store: UploadStore,
  info: Pick<UploadJob, "name" | "statement"> & Pick<Partial<UploadJob>, "retryOf">,
  decided: AsyncIterable<Decided>,
  signal: AbortSignal,
  rowsAChunk = ROWS_A_CHUNK,
): Promise<number> {
  const id = await store.create({
    ...info,
    account: "",
    confirmedAt: 0,
    optOuts: 0,
    optIns: 0,
    skipped: 0,
    chunks: 0,
    skippedChunks: 0,
    state: "draft",
    held: 0,
    next: 0,
    done: 0,
    refused: 0,
    finishedAt: null,
  });
  const rows = createGroups<UploadRow>(rowsAChunk, (group, index) =>
    store.putRows(id, index, group),
  );
  const skippedRows = createGroups<SkippedRow>(SKIPPED_ROWS, (group, index) =>
    store.putSkipped(id, index, group),
  );
  let [optOuts, optIns, skipped] = [0, 0, 0];
  try {
    for await (const part of decided) {
      signal.throwIfAborted();
      for (const { optStatus } of part.rows) {
        if (optStatus === "OptOut") optOuts++;
        else optIns++;
      }
      skipped += part.skipped.length;
      await rows.add(part.rows);
      await skippedRows.add(part.skipped);
    }
    const [chunks, skippedChunks] = [await rows.end(), await skippedRows.end()];
    await store.update(id, (job) => ({ ...job, optOuts, optIns, skipped, chunks, skippedChunks }));
    return id;
  } catch (error) {
    await store.remove(id);
    throw error;
  }
}
