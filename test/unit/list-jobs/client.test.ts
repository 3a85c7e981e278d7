import { describe, expect, it } from "vitest";
import { createJobRunner } from "../../../lib/list-jobs/client.ts";
import type { RecipientsJob } from "../../../lib/list-jobs/jobs.ts";
import type { FromWorker, ToWorker } from "../../../lib/list-jobs/serve.ts";

const JOB = { job: "recipients" } as RecipientsJob;

function workers() {
  const started: { readonly told: ToWorker[]; ended: boolean; tell(message: FromWorker): void }[] =
    [];
  const runner = createJobRunner(() => {
    const worker = {
      onmessage: null,
      onerror: null,
      postMessage: (message: ToWorker) => void record.told.push(message),
      terminate: () => {
        record.ended = true;
      },
    } as unknown as Worker;
    const record = {
      told: [] as ToWorker[],
      ended: false,
      tell: (data: FromWorker) => worker.onmessage?.({ data } as MessageEvent),
    };
    started.push(record);
    return worker;
  });
  return { runner, started };
}

describe("a page's jobs", () => {
  it("tell of their progress and their result, and hold it until it is cleared", async () => {
    const { runner, started } = workers();
    const seen: unknown[] = [];
    const done = runner.run(JOB, (progress) => seen.push(progress), new AbortController().signal);
    const [worker] = started;
    worker?.tell({ tell: "progress", progress: { bytes: 1, rows: 2 } });
    worker?.tell({ tell: "done", result: { recipients: [], more: false } });
    expect(await done).toEqual({ recipients: [], more: false });
    expect(seen).toEqual([{ bytes: 1, rows: 2 }]);
    expect(worker?.ended).toBe(false);
    runner.clear();
    worker?.tell({ tell: "cleared" });
    expect(worker?.ended).toBe(true);
  });

  it("fail by the name that the worker gives", async () => {
    const { runner, started } = workers();
    const failed = runner.run(JOB, () => undefined, new AbortController().signal);
    started[0]?.tell({ tell: "failed", failure: { code: "csv-quote-open", detail: "line 3" } });
    await expect(failed).rejects.toMatchObject({ code: "csv-quote-open", detail: "line 3" });
    expect(started[0]?.told.map(({ tell }) => tell)).toEqual(["run", "stop", "clear"]);
  });

  it("stop when they are told to, and make room for the next", async () => {
    const { runner, started } = workers();
    const stop = new AbortController();
    const stopped = runner.run(JOB, () => undefined, stop.signal);
    stop.abort();
    await expect(stopped).rejects.toMatchObject({ code: "aborted" });
    void runner.run(JOB, () => undefined, new AbortController().signal);
    expect(started).toHaveLength(2);
    expect(started[0]?.told.at(-1)).toEqual({ tell: "clear" });
  });
});
