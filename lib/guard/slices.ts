/** Half a frame: the page's own work finds room in each. */
const SLICE_MS = 8;

type Scheduler = { yield?: () => Promise<void> };

const yieldNow = (): Promise<void> => {
  const { scheduler } = globalThis as { scheduler?: Scheduler };
  return scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
};

/** Work cut into slices, with the main thread given back between them. */
export function createSlices(now: () => number) {
  let started = now();
  let spent = 0;

  const end = (): void => {
    spent += now() - started;
  };

  const wait = async (until: Promise<unknown>): Promise<void> => {
    end();
    await until;
    started = now();
  };

  return {
    /** A piece of work begins in a new task. */
    begin: (): void => {
      started = now();
    },
    end,
    /** Gives the main thread back when the slice is used up; null while there is time left. */
    pause: (): Promise<void> | null => (now() - started < SLICE_MS ? null : wait(yieldNow())),
    /** Waits for something else, which is no work of ours. */
    wait,
    /** Milliseconds worked so far. */
    spent: (): number => spent,
  };
}

export type Slices = ReturnType<typeof createSlices>;
