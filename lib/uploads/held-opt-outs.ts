import type { UploadRow } from "../campaign/upload/upload-row.ts";
import type { ConsentRecord } from "../consent/record.ts";
import { scopeKey } from "../consent/scope.ts";
import { toFailure } from "../failure.ts";
import { toRecord } from "../sync/change-laws.ts";
import { CHANGED_MEANWHILE } from "../sync/types.ts";
import { toChange } from "./settle-chunk.ts";
import type { UploadJob } from "./upload-job.ts";
import type { UploadStore } from "./upload-store.ts";

/** Jobs whose opt-outs guard as long as RingCentral has not taken them. */
export const holds = ({ state }: UploadJob): boolean =>
  state === "running" || state === "paused" || state === "finished";

/** Rows that are lost or damaged can guard nobody; whoever is to send them says so. */
async function readable(
  store: UploadStore,
  job: UploadJob,
  chunk: number,
): Promise<readonly UploadRow[]> {
  try {
    return await store.rows(job.id, chunk);
  } catch (error) {
    const failure = toFailure(error);
    if (failure.code !== "storage-fault") throw failure;
    return [];
  }
}

/** The opt-outs of a chunk that RingCentral has not taken: the customer's word counts all the same. */
export async function heldOptOuts(
  store: UploadStore,
  job: UploadJob,
  chunk: number,
): Promise<readonly ConsentRecord[]> {
  // A settled chunk in which nothing was refused holds nothing; most are such.
  const results = await store.outcome(job.id, chunk);
  if (results && results.length > 0 && results.every((result) => result === true)) return [];
  const rows = await readable(store, job, chunk);
  return rows.flatMap((row, place) => {
    const result = results?.[place] ?? null;
    const overruled = typeof result === "object" && result?.errorCode === CHANGED_MEANWHILE;
    return row.optStatus === "OptIn" || result === true || overruled
      ? []
      : toRecord(toChange(row, ""));
  });
}

const keyOf = (record: ConsentRecord): string => `${record.to} ${scopeKey(record)}`;

/** Whether anybody but this job still holds an opt-out of a record's scope. */
export async function heldByOthers(
  store: UploadStore,
  id: number,
  waiting: readonly ConsentRecord[],
): Promise<(record: ConsentRecord) => boolean> {
  const held = new Set(waiting.map(keyOf));
  for (const job of await store.jobs()) {
    if (job.id === id || !holds(job)) continue;
    // What a finished one holds was refused.
    if (job.state === "finished" && job.refused === 0) continue;
    for (let chunk = 0; chunk < job.chunks; chunk++) {
      for (const record of await heldOptOuts(store, job, chunk)) held.add(keyOf(record));
    }
  }
  return (record) => held.has(keyOf(record));
}
