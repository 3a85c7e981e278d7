const SLICE_MS = 8;

type Scheduler = { yield?: () => Promise<void> };

const yieldNow = (): Promise<void> => {
  const { scheduler } = globalThis as { scheduler?: Scheduler };
  return scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
};

/** Gives the main thread back after each slice of work; null while there is time left. */
export function createSlices(now: () => number): () => Promise<void> | null {
  let started = now();
  return () => {
    if (now() - started < SLICE_MS) return null;
    return yieldNow().then(() => {
      started = now();
    });
  };
}
