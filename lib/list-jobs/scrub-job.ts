import type { CacheDatabase } from "../cache/database.ts";
import { piecesOf } from "../campaign/file-pieces.ts";
import { createRemovedRows } from "../campaign/removed-rows.ts";
import { scrub } from "../campaign/scrub.ts";
import { parseTyped } from "../phone/parse.ts";
import type { JobProgress, JobResults, ScrubJob } from "./jobs.ts";
import { judgedBy } from "./judged.ts";
import type { Output, Outputs } from "./output.ts";

export interface JobPorts {
  readonly database: () => Promise<CacheDatabase>;
  readonly outputs: () => Promise<Outputs>;
  /** Epoch ms. */
  readonly now: () => number;
  readonly onProgress: (progress: JobProgress) => void;
  readonly signal: AbortSignal;
}

/** Takes those who must not be texted out of a list, into a second file. Both files, or none. */
export async function scrubJob(job: ScrubJob, ports: JobPorts): Promise<JobResults["scrub"]> {
  const { signal } = ports;
  const { state, blocklist } = await judgedBy(job.judgement, await ports.database(), ports.now());
  if (!blocklist) return { done: false, state };
  const outputs = await ports.outputs();
  const created: Output[] = [];
  const create = async (): Promise<Output> => {
    const output = await outputs.create();
    created.push(output);
    return output;
  };
  try {
    const kept = await create();
    const removed = await create();
    const rows = createRemovedRows(job.texts, job.options, removed.write);
    const counts = await scrub(
      piecesOf(job.file, signal),
      job.options,
      {
        blocklist,
        thorough: parseTyped,
        keep: kept.write,
        remove: (bytes, why) => {
          if (why === null) rows.mark();
          else if (why === "header") rows.header(bytes);
          else rows.row(bytes, why);
        },
        onProgress: ({ bytes, rows: count }) => ports.onProgress({ bytes, rows: count }),
      },
      signal,
    );
    return {
      done: true,
      counts,
      state,
      kept: await kept.finish(),
      removed: await removed.finish(),
    };
  } catch (error) {
    for (const output of created) await output.discard();
    throw error;
  }
}
