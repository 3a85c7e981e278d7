import type { StoredValue } from "../cache/key-value.ts";
import { type Failure, toFailure } from "../failure.ts";
import { loadStatus } from "./status-store.ts";
import type { SyncStatus } from "./types.ts";

const MAX_FAILURES = 10;
const PROGRESS_EVERY_MS = 250;

export interface StatusKeeperPorts {
  readonly statusStore: StoredValue;
  readonly now: () => number;
  readonly onStatus: (status: SyncStatus) => void;
}

/** The status as it changes, told to whoever shows it; what outlives the worker is on disk. */
export function createStatusKeeper({ statusStore, now, onStatus }: StatusKeeperPorts) {
  let current: SyncStatus | null = null;
  let lastProgress = Number.NEGATIVE_INFINITY;

  const status = async (): Promise<SyncStatus> => {
    current ??= await loadStatus(statusStore);
    return current;
  };

  const update = async (change: Partial<SyncStatus>): Promise<SyncStatus> => {
    current = { ...(await status()), ...change };
    onStatus(current);
    return current;
  };

  const progress = async (recordsRead: number): Promise<void> => {
    if (now() - lastProgress < PROGRESS_EVERY_MS) return;
    lastProgress = now();
    await update({ phase: "loading", recordsRead });
  };

  const settle = async (change: Partial<SyncStatus>): Promise<SyncStatus> => {
    const settled = await update(change);
    // It tells of the data; without it the data is as good.
    await statusStore.save(settled).catch(toFailure);
    return settled;
  };

  const fail = async (failure: Failure): Promise<SyncStatus> => {
    const { failures } = await status();
    return settle({
      phase: failure.code === "rate-limited" ? "waiting" : "idle",
      failures: [{ ...failure.toInfo(), at: now() }, ...failures].slice(0, MAX_FAILURES),
    });
  };

  return {
    status,
    /** Until the worker dies. */
    update,
    progress,
    /** On disk, too. */
    settle,
    fail,
    forget: async (): Promise<void> => {
      await statusStore.clear();
      current = null;
      onStatus(await status());
    },
  };
}

export type StatusKeeper = ReturnType<typeof createStatusKeeper>;
