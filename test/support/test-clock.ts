export interface TestClockOptions {
  /** Epoch ms. */
  readonly start?: number;
  /** True: whoever sleeps is woken at once, the clock jumping to the end of the shortest sleep. False: only by `advance`. */
  readonly jumps?: boolean;
}

/** A clock that stands still, so that what takes minutes is over at once and in the right order. */
export function createTestClock({
  start = Date.parse("2026-11-24T09:00:00Z"),
  jumps = true,
}: TestClockOptions = {}) {
  let time = start;
  const sleepers = new Set<{ readonly due: number; readonly wake: () => void }>();
  const sleeps: number[] = [];
  let ticking = false;

  const wakeDue = (): void => {
    for (const sleeper of [...sleepers]) if (sleeper.due <= time) sleeper.wake();
  };

  const tick = (): void => {
    ticking = false;
    const due = Math.min(...[...sleepers].map((sleeper) => sleeper.due));
    if (due === Number.POSITIVE_INFINITY) return;
    time = Math.max(time, due);
    wakeDue();
    tickSoon();
  };
  /** Not at once: requests under way on loopback get their answers first. */
  const tickSoon = (): void => {
    if (!jumps || ticking || sleepers.size === 0) return;
    ticking = true;
    setTimeout(tick, 10);
  };

  return {
    now: (): number => time,
    /** Pauses that were asked for, in ms. */
    sleeps,
    /** How many sleep now. */
    sleeping: (): number => sleepers.size,
    advance: (ms: number): void => {
      time += ms;
      wakeDue();
    },
    sleep: (ms: number, signal: AbortSignal): Promise<void> => {
      sleeps.push(ms);
      return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const sleeper = {
          due: time + ms,
          wake: (): void => {
            sleepers.delete(sleeper);
            signal.removeEventListener("abort", stop);
            resolve();
          },
        };
        const stop = (): void => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        };
        sleepers.add(sleeper);
        signal.addEventListener("abort", stop, { once: true });
        tickSoon();
      });
    },
  };
}

export type TestClock = ReturnType<typeof createTestClock>;
