import type { PairCache } from "../cache/types.ts";
import type { ConsentRecord } from "../consent/record.ts";
import { type Failure, type FailureInfo, toFailure } from "../failure.ts";
import type { E164 } from "../phone/e164.ts";
import type { ConsentsApi } from "../ringcentral/types.ts";
import { WAITS } from "../sync/change-laws.ts";
import { heldByOthers, heldOptOuts, holds } from "./held-opt-outs.ts";
import { createPace } from "./pace.ts";
import { settleChunk } from "./settle-chunk.ts";
import type { UploadJob } from "./upload-job.ts";
import type { UploadStore } from "./upload-store.ts";

export interface UploadRunnerPorts {
  readonly store: UploadStore;
  readonly consents: Pick<ConsentsApi, "change" | "recordsOf">;
  readonly cache: Pick<PairCache, "sequence" | "learn" | "hold" | "release">;
  /** Opt-outs that single changes hold. */
  readonly heldElsewhere: () => Promise<readonly ConsentRecord[]>;
  /** Which account is signed in; null when none is. */
  readonly account: () => Promise<string | null>;
  readonly now: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Wakes a new worker from time to time while there is work. */
  readonly alarm: (on: boolean) => Promise<void>;
  /** Verdicts of these recipients may have changed. */
  readonly onChanged: (recipients: readonly E164[]) => void;
  /** The jobs are not what they were. */
  readonly onProgress: () => void;
  readonly onFinished: (job: UploadJob) => Promise<void>;
  readonly signal: AbortSignal;
}

/** Chunks whose opt-outs are told to the cache in one transaction. */
const GUARDED_AT_ONCE = 20;
const FIRST_WAIT_MS = 5000;
const LONGEST_WAIT_MS = 60_000;

/** These wait for a person to sign in, not for time to pass. */
const isSignedOut = ({ code }: Pick<FailureInfo, "code">): boolean =>
  code === "signed-out" || code === "session-ended";

/**
 * Works the uploads off, one chunk after the other, oldest job first. Everything that it
 * needs to go on stands on disk: whoever calls `run` next, in this worker or another,
 * goes on where the last one ended.
 */
export function createUploadRunner(ports: UploadRunnerPorts) {
  const { store, cache, now, signal } = ports;
  const pace = createPace(now);
  let running: Promise<void> | null = null;
  let guarding: Promise<void> = Promise.resolve();
  let again = false;
  /** null: as an earlier worker has left it. */
  let alarmed: boolean | null = null;
  let waiting = new AbortController();
  let blocked: FailureInfo | null = null;

  const toldOf = (records: readonly ConsentRecord[]): void => {
    if (records.length > 0) ports.onChanged([...new Set(records.map(({ to }) => to))]);
  };

  /** The job's opt-outs guard from now on, many chunks at a time. */
  const guard = async (job: UploadJob): Promise<void> => {
    for (let chunk = job.held; chunk < job.chunks; ) {
      signal.throwIfAborted();
      const end = Math.min(job.chunks, chunk + GUARDED_AT_ONCE);
      const records: ConsentRecord[] = [];
      for (let each = chunk; each < end; each++) {
        records.push(...(await heldOptOuts(store, job, each)));
      }
      if (records.length > 0) await cache.hold(records);
      toldOf(records);
      const begin = chunk;
      // Unless the guard was lost meanwhile and begins anew.
      const after = await store.update(job.id, (current) =>
        current.held === begin ? { ...current, held: end } : current,
      );
      if (after?.held !== end) return;
      chunk = end;
    }
  };

  const guardEvery = async (): Promise<void> => {
    const account = await ports.account();
    for (const job of await store.jobs()) {
      if (holds(job) && job.account === account && job.held < job.chunks) await guard(job);
    }
  };

  /** One after the other, so that none is held twice. */
  const guardAll = (): Promise<void> => {
    const result = guarding.then(guardEvery);
    guarding = result.catch(() => undefined);
    return result;
  };

  /** What a person gave up guards no longer, unless another change holds it. */
  const letGo = async (job: UploadJob): Promise<void> => {
    const elsewhere = await heldByOthers(store, job.id, await ports.heldElsewhere());
    for (let chunk = 0; chunk < job.chunks; chunk++) {
      const records = (await heldOptOuts(store, job, chunk)).filter((record) => !elsewhere(record));
      if (records.length > 0) await cache.release(records);
      toldOf(records);
    }
  };

  const cleanUp = async (): Promise<void> => {
    for (const job of await store.jobs()) {
      if (job.state === "removing") {
        await letGo(job);
        await store.remove(job.id);
      } else if (job.state === "cancelled" && job.finishedAt === null) {
        await letGo(job);
        const after = await store.update(job.id, (current) => ({ ...current, finishedAt: now() }));
        if (after) await ports.onFinished(after);
      } else continue;
      ports.onProgress();
    }
  };

  const settleNext = async (job: UploadJob): Promise<void> => {
    const chunk = job.next;
    const rows = await store.rows(job.id, chunk);
    const results = await settleChunk(
      rows,
      await store.outcome(job.id, chunk),
      job,
      {
        ...ports,
        save: (known) => store.putOutcome(job.id, chunk, known),
      },
      signal,
    );
    const done = results.filter((result) => result === true).length;
    await store.update(
      job.id,
      (current) => ({
        ...current,
        next: chunk + 1,
        done: current.done + done,
        refused: current.refused + results.length - done,
      }),
      { chunk, results },
    );
    pace.settled(job.id, rows.length);
    ports.onChanged([...new Set(rows.map(({ to }) => to))]);
  };

  const finish = async (job: UploadJob): Promise<void> => {
    const after = await store.update(job.id, (current) =>
      current.state === "running" ? { ...current, state: "finished", finishedAt: now() } : current,
    );
    if (after?.state === "finished") await ports.onFinished(after);
  };

  const nextJob = async (account: string): Promise<UploadJob | undefined> =>
    (await store.jobs()).find((job) => job.state === "running" && job.account === account);

  const setBlocked = (failure: FailureInfo | null): void => {
    blocked = failure;
    ports.onProgress();
  };

  /** Waits for what passes by itself; gives false when only a person can go on. */
  const waitOut = async (job: UploadJob, failure: Failure, tries: number): Promise<boolean> => {
    if (!WAITS.has(failure.code)) {
      const info = failure.toInfo();
      await store.update(job.id, (current) =>
        current.state === "running" ? { ...current, state: "paused", failure: info } : current,
      );
      ports.onProgress();
      return true;
    }
    if (isSignedOut(failure)) return false;
    const ms = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
    const until = Math.max(failure.retryAt ?? 0, now() + ms);
    setBlocked({ ...failure.toInfo(), retryAt: until });
    waiting = new AbortController();
    await ports
      .sleep(until - now(), AbortSignal.any([waiting.signal, signal]))
      .catch((error: unknown) => {
        if (!waiting.signal.aborted) throw error;
      });
    return true;
  };

  const setAlarm = async (on: boolean): Promise<void> => {
    if (on !== alarmed) await ports.alarm(on);
    alarmed = on;
  };

  const work = async (): Promise<void> => {
    for (let tries = 0; !signal.aborted; ) {
      await cleanUp();
      await guardAll();
      const account = await ports.account();
      const job = account === null ? undefined : await nextJob(account);
      if (!job) {
        setBlocked(null);
        return;
      }
      await setAlarm(true);
      try {
        if (job.next < job.chunks) await settleNext(job);
        else await finish(job);
        tries = 0;
        setBlocked(null);
      } catch (error) {
        const failure = toFailure(error);
        if (signal.aborted) throw failure;
        if (!(await waitOut(job, failure, tries++))) return;
      }
    }
  };

  const run = async (): Promise<void> => {
    try {
      do {
        again = false;
        await work();
        await setAlarm(false);
      } while (again);
    } finally {
      running = null;
    }
  };

  return {
    /** Goes on with what there is to do; what waits tries again at once. Resolves when nothing more can be done now. */
    run: (): Promise<void> => {
      again = true;
      waiting.abort();
      running ??= run();
      return running;
    },
    /** Opt-outs of confirmed jobs guard from now on, whatever else is under way. */
    guard: guardAll,
    /** Why nothing goes on just now; null when it does, or when there is nothing to do. */
    blocked: (): FailureInfo | null => blocked,
    /** Rows a minute, as measured of late; null while too little is known. */
    perMinute: pace.perMinute,
    /** The cache was emptied: what is held must be told to it again. */
    guardLost: async (): Promise<void> => {
      for (const job of await store.jobs()) {
        if (job.held > 0) await store.update(job.id, (current) => ({ ...current, held: 0 }));
      }
    },
  };
}

export type UploadRunner = ReturnType<typeof createUploadRunner>;
