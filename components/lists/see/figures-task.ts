import type { JobResults } from "../../../lib/list-jobs/jobs.ts";
import type { ListsDesk } from "../desk.ts";
import type { Reached } from "../jobs/use-job.ts";

export interface SeenOutcome {
  readonly seen: JobResults["figures"];
  /** RingCentral's own records were counted, opt-ins among them. */
  readonly fetched: boolean;
}

/** Counts what this machine knows or, when asked to, everything that RingCentral keeps. */
export async function figuresTask(
  fetch: boolean,
  desk: ListsDesk,
  tell: (reached: Reached) => void,
  signal: AbortSignal,
): Promise<SeenOutcome> {
  const at = Date.now();
  const file = fetch
    ? await desk.serverExport((done) => tell({ text: "job_asking", done, of: 0 }), signal)
    : null;
  const { account } = await desk.ask("lists/basis", {});
  signal.throwIfAborted();
  const seen = await desk.jobs.run(
    { job: "figures", account, fetched: file ? { file, at } : null },
    ({ rows }) => tell({ text: "job_reading", done: rows, of: 0 }),
    signal,
  );
  return { seen, fetched: fetch };
}
