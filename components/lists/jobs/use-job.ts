import { useEffect, useRef, useState } from "preact/hooks";
import { type FailureInfo, toFailure } from "../../../lib/failure.ts";
import type { JobRunner } from "../../../lib/list-jobs/client.ts";

/** How far something has come. */
export interface Reached {
  readonly text: "job_reading" | "job_asking";
  readonly done: number;
  /** 0 when it is not known. */
  readonly of: number;
}

export type JobPhase<Outcome> =
  | { readonly phase: "idle" }
  | { readonly phase: "running"; readonly reached: Reached }
  | { readonly phase: "ended"; readonly outcome: Outcome }
  | { readonly phase: "failed"; readonly failure: FailureInfo };

export interface JobState<Outcome> {
  readonly state: JobPhase<Outcome>;
  readonly start: (
    task: (tell: (reached: Reached) => void, signal: AbortSignal) => Promise<Outcome>,
  ) => void;
  readonly cancel: () => void;
  /** Forgets the outcome, and the files with it. */
  readonly reset: () => void;
  /** A change of what was asked: what was found for the earlier question no longer counts. */
  readonly changing: <A extends readonly unknown[]>(
    change: (...args: A) => void,
  ) => (...args: A) => void;
}

/** Work that a person starts, watches and may cancel; it ends with the tab. */
export function useJob<Outcome>(jobs: Pick<JobRunner, "clear">): JobState<Outcome> {
  const [state, setState] = useState<JobPhase<Outcome>>({ phase: "idle" });
  const running = useRef<AbortController | null>(null);

  const cancel = (): void => {
    running.current?.abort();
    running.current = null;
  };
  const reset = (): void => {
    cancel();
    jobs.clear();
    setState({ phase: "idle" });
  };
  useEffect(
    () => () => {
      running.current?.abort();
      jobs.clear();
    },
    [jobs],
  );

  return {
    state,
    cancel: () => {
      cancel();
      setState({ phase: "idle" });
    },
    reset,
    changing:
      (change) =>
      (...args) => {
        reset();
        change(...args);
      },
    start: (task) => {
      cancel();
      const own = new AbortController();
      running.current = own;
      const show = (next: JobPhase<Outcome>): void => {
        if (running.current === own) setState(next);
      };
      show({ phase: "running", reached: { text: "job_reading", done: 0, of: 0 } });
      task((reached) => show({ phase: "running", reached }), own.signal).then(
        (outcome) => show({ phase: "ended", outcome }),
        (error: unknown) => show({ phase: "failed", failure: toFailure(error).toInfo() }),
      );
    },
  };
}
