import { Failure } from "../failure.ts";
import type { BrowseCalls, CallName, FromBrowser, ToBrowser } from "./serve.ts";

/** What is needed of a `Worker`. */
export type BrowseWorker = Pick<Worker, "postMessage" | "terminate" | "onmessage" | "onerror">;

/** Records that are open in a worker of their own. Each call rejects with a `Failure`. */
export interface RecordBrowser {
  readonly call: <N extends CallName>(
    call: N,
    request: BrowseCalls[N]["request"],
    onProgress?: (records: number) => void,
  ) => Promise<BrowseCalls[N]["answer"]>;
  /** What is under way is given up, and the memory with it. */
  readonly close: () => void;
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (failure: Failure) => void;
  readonly onProgress: ((records: number) => void) | undefined;
}

export function createRecordBrowser(start: () => BrowseWorker): RecordBrowser {
  const worker = start();
  const waiting = new Map<number, Waiting>();
  let last = 0;
  const failAll = (failure: Failure): void => {
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
  };
  worker.onmessage = ({ data }: MessageEvent<FromBrowser>) => {
    const asked = waiting.get(data.id);
    if (data.tell === "progress") return asked?.onProgress?.(data.records);
    waiting.delete(data.id);
    if (data.tell === "answer") return asked?.resolve(data.answer);
    const { code, ...info } = data.failure;
    asked?.reject(new Failure(code, info));
  };
  worker.onerror = ({ message }) =>
    failAll(new Failure("unexpected", { detail: message || "worker" }));
  return {
    call: <N extends CallName>(
      call: N,
      request: BrowseCalls[N]["request"],
      onProgress?: (records: number) => void,
    ) =>
      new Promise<BrowseCalls[N]["answer"]>((resolve, reject) => {
        const id = ++last;
        // One call, one kind of answer: `serve.ts` answers a call by its name.
        const take = resolve as (answer: unknown) => void;
        waiting.set(id, { resolve: take, reject, onProgress });
        worker.postMessage({ id, call, request } as ToBrowser);
      }),
    close: () => {
      worker.terminate();
      failAll(new Failure("aborted"));
    },
  };
}
