import type { JobName, JobResults } from "../../../lib/list-jobs/jobs.ts";
import type { FromWorker } from "../../../lib/list-jobs/serve.ts";

/** What the lists' worker tells of each job, in this order; of a job that is not named, nothing. */
export type CannedJobs = { readonly [N in JobName]?: readonly FromWorker[] };

export const done = <N extends JobName>(result: JobResults[N]): readonly FromWorker[] => [
  { tell: "done", result },
];

interface Worked {
  onmessage: ((event: { readonly data: FromWorker }) => void) | null;
  postMessage(message: { readonly job?: { readonly job: JobName } }): void;
  terminate(): void;
}

/** Put in the place of `Worker` in a page: answers what it is given, and works at nothing. */
export function installCannedWorker(jobs: CannedJobs): void {
  function CannedWorker(): Worked {
    const worker: Worked = {
      onmessage: null,
      postMessage: ({ job }) => {
        const answers = job ? (jobs[job.job] ?? []) : [];
        for (const data of answers) setTimeout(() => worker.onmessage?.({ data }), 0);
      },
      terminate: () => {
        worker.onmessage = null;
      },
    };
    return worker;
  }
  Object.assign(globalThis, { Worker: CannedWorker });
}
