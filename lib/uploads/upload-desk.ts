import type { AuditEvent } from "../audit/entry.ts";
import type { UploadRow } from "../campaign/upload/upload-row.ts";
import { Failure } from "../failure.ts";
import type { UploadAct, UploadStatus } from "../messages/protocol.ts";
import type { UploadJob } from "./upload-job.ts";
import type { UploadRunner } from "./upload-runner.ts";
import type { UploadStore } from "./upload-store.ts";
import { type Decided, writeDraft } from "./write-draft.ts";

export interface UploadDeskPorts {
  readonly store: UploadStore;
  readonly runner: UploadRunner;
  readonly account: () => Promise<string | null>;
  readonly now: () => number;
  readonly trace: (events: readonly Omit<AuditEvent, "actor">[]) => Promise<void>;
  /** Goes on with the work and does not wait for its end. */
  readonly start: () => void;
  readonly signal: AbortSignal;
}

/** What a job leaves in the audit log. */
export const traceOf = (job: UploadJob, result: string): Omit<AuditEvent, "actor"> => ({
  action: "bulk-change",
  source: job.name || "pasted text",
  after: `OptOut ${job.optOuts}, OptIn ${job.optIns}, done ${job.done}, refused ${job.refused}, skipped ${job.skipped}`,
  ...(job.statement ? { note: job.statement } : {}),
  result,
});

async function* refusedOf(store: UploadStore, job: UploadJob): AsyncGenerator<Decided> {
  for (let chunk = 0; chunk < job.chunks; chunk++) {
    const outcome = (await store.outcome(job.id, chunk)) ?? [];
    const isRefused = (_: UploadRow, place: number): boolean =>
      typeof outcome[place] === "object" && outcome[place] !== null;
    yield { rows: (await store.rows(job.id, chunk)).filter(isRefused), skipped: [] };
  }
}

/** Confirms, pauses and ends uploads, for the page. */
export function createUploadDesk(ports: UploadDeskPorts) {
  const { store, runner, now, signal } = ports;

  const statusOf = (job: UploadJob, account: string | null): UploadStatus => {
    const { chunks, skippedChunks, account: owner, statement: _, held, next: __, ...shown } = job;
    const mine = owner === account;
    const blocked = mine && job.state === "running" ? runner.blocked() : null;
    return {
      ...shown,
      mine,
      guarding: held >= chunks,
      perMinute: job.state === "running" ? runner.perMinute(job.id) : null,
      ...(blocked === null ? {} : { blocked }),
    };
  };

  const list = async (): Promise<readonly UploadStatus[]> => {
    const account = await ports.account();
    return (await store.jobs())
      .filter(({ state }) => state !== "draft" && state !== "removing")
      .map((job) => statusOf(job, account))
      .reverse();
  };

  const change = async (
    id: number,
    from: readonly UploadJob["state"][],
    to: (job: UploadJob) => UploadJob,
  ): Promise<UploadJob | null> =>
    store.update(id, (job) => (from.includes(job.state) ? to(job) : job));

  const running = ({ failure: _, ...job }: UploadJob): UploadJob => ({ ...job, state: "running" });

  const start = async (id: number): Promise<void> => {
    const account = await ports.account();
    if (account === null) throw new Failure("signed-out");
    const job = await change(id, ["draft"], (draft) => ({
      ...running(draft),
      account,
      confirmedAt: now(),
    }));
    if (!job) throw new Failure("not-found");
    await ports.trace([traceOf(job, "queued")]);
  };

  const retry = async (id: number): Promise<void> => {
    const job = await store.job(id);
    if (!job || job.refused === 0) throw new Failure("not-found");
    const { name, statement } = job;
    const info = { name, statement, retryOf: id };
    await start(await writeDraft(store, info, refusedOf(store, job), signal));
  };

  const acts: { readonly [A in UploadAct]: (id: number) => Promise<unknown> } = {
    start,
    retry,
    pause: (id) => change(id, ["running"], (job) => ({ ...job, state: "paused" })),
    resume: (id) => change(id, ["paused"], running),
    cancel: (id) => change(id, ["running", "paused"], (job) => ({ ...job, state: "cancelled" })),
    remove: (id) => change(id, ["finished", "cancelled"], (job) => ({ ...job, state: "removing" })),
  };

  return {
    list,
    act: async (id: number, act: UploadAct): Promise<readonly UploadStatus[]> => {
      await acts[act](id);
      ports.start();
      return list();
    },
    /** Forgets what was begun by a page that is gone: it was never confirmed. */
    dropDrafts: async (): Promise<void> => {
      for (const { id, state } of await store.jobs()) if (state === "draft") await store.remove(id);
    },
  };
}

export type UploadDesk = ReturnType<typeof createUploadDesk>;
