import { Failure } from "../failure.ts";
import type { JobName, JobOf, JobProgress, JobResults, RunJob } from "./jobs.ts";
import type { FromWorker, ToWorker } from "./serve.ts";

/** What is needed of a `Worker`. */
export type JobWorker = Pick<Worker, "postMessage" | "terminate" | "onmessage" | "onerror">;

export interface JobRunner {
  readonly run: RunJob;
  /** The last result is needed no more: its files go. */
  readonly clear: () => void;
}

/**
 * Runs jobs one at a time, each in a worker of its own, which stays while its result
 * may still be saved.
 */
export function createJobRunner(start: () => JobWorker): JobRunner {
  let worker: JobWorker | null = null;

  const clear = (): void => {
    const ended = worker;
    worker = null;
    if (!ended) return;
    ended.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.tell === "cleared") ended.terminate();
    };
    const stop: ToWorker = { tell: "stop" };
    const forget: ToWorker = { tell: "clear" };
    ended.postMessage(stop);
    ended.postMessage(forget);
  };

  const run = <N extends JobName>(
    job: JobOf<N>,
    onProgress: (progress: JobProgress) => void,
    signal: AbortSignal,
  ): Promise<JobResults[N]> => {
    clear();
    const started = start();
    worker = started;
    return new Promise<JobResults[N]>((resolve, reject) => {
      const fail = (failure: Failure): void => {
        if (worker === started) clear();
        reject(failure);
      };
      const stop = (): void => fail(new Failure("aborted"));
      signal.addEventListener("abort", stop, { once: true });
      if (signal.aborted) return stop();
      started.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        switch (data.tell) {
          case "progress":
            return onProgress(data.progress);
          case "done":
            signal.removeEventListener("abort", stop);
            // One job, one kind of result: `serve.ts` answers a job by its name.
            return resolve(data.result as JobResults[N]);
          case "failed": {
            signal.removeEventListener("abort", stop);
            const { code, ...info } = data.failure;
            return fail(new Failure(code, info));
          }
        }
      };
      started.onerror = ({ message }) =>
        fail(new Failure("unexpected", { detail: message || "worker" }));
      const order: ToWorker = { tell: "run", job };
      started.postMessage(order);
    });
  };

  return { run, clear };
}
