import { Failure } from "./failure.ts";

/** The work's result, or `aborted` as soon as the signal says so; the work itself goes on for whoever shares it. */
export function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new Failure("aborted", { cause: signal.reason }));
    if (signal.aborted) {
      stop();
      // Nobody is left to hear of its failure.
      work.catch(() => undefined);
      return;
    }
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
