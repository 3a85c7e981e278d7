import { type FailureInfo, toFailure } from "../failure.ts";
import { compareJob } from "./compare-job.ts";
import { exportJob } from "./export-job.ts";
import { type FiguresPorts, figuresJob } from "./figures-job.ts";
import type { JobName, JobProgress, JobResults, ListJob } from "./jobs.ts";
import { recipientsJob } from "./recipients-job.ts";
import { type JobPorts, scrubJob } from "./scrub-job.ts";

/** What a page tells its worker. */
export type ToWorker =
  | { readonly tell: "run"; readonly job: ListJob }
  | { readonly tell: "stop" }
  /** The result is needed no more. */
  | { readonly tell: "clear" };

/** What the worker tells its page. */
export type FromWorker =
  | { readonly tell: "progress"; readonly progress: JobProgress }
  | { readonly tell: "done"; readonly result: JobResults[JobName] }
  | { readonly tell: "failed"; readonly failure: FailureInfo }
  | { readonly tell: "cleared" };

type Ports = JobPorts & FiguresPorts;

function run(job: ListJob, ports: Ports): Promise<JobResults[JobName]> {
  switch (job.job) {
    case "scrub":
      return scrubJob(job, ports);
    case "recipients":
      return recipientsJob(job, ports);
    case "export":
      return exportJob(job, ports);
    case "compare":
      return compareJob(job, ports);
    case "figures":
      return figuresJob(job, ports);
  }
}

/** A worker's life: one job, its result held until it is cleared. */
export function createJobServer(
  ports: Omit<Ports, "onProgress" | "signal">,
  tell: (message: FromWorker) => void,
): (message: ToWorker) => Promise<void> {
  const stop = new AbortController();
  return async (message) => {
    switch (message.tell) {
      case "stop":
        return stop.abort();
      case "clear":
        await (await ports.outputs()).clear();
        return tell({ tell: "cleared" });
      case "run":
        try {
          const result = await run(message.job, {
            ...ports,
            onProgress: (progress) => tell({ tell: "progress", progress }),
            signal: stop.signal,
          });
          tell({ tell: "done", result });
        } catch (error) {
          tell({ tell: "failed", failure: toFailure(error).toInfo() });
        }
    }
  };
}
