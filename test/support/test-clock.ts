/**
 * A clock that stands still until somebody sleeps, and then jumps to the end of the
 * shortest sleep: what takes minutes is over at once, in the right order.
 */
export function createTestClock(start = Date.parse("2026-11-24T09:00:00Z")) {
  let time = start;
  const sleepers = new Set<{ readonly due: number; readonly wake: () => void }>();
  const sleeps: number[] = [];
  let ticking = false;

  const tick = (): void => {
    ticking = false;
    const due = Math.min(...[...sleepers].map((sleeper) => sleeper.due));
    if (due === Number.POSITIVE_INFINITY) return;
    time = Math.max(time, due);
    for (const sleeper of [...sleepers]) if (sleeper.due <= time) sleeper.wake();
    tickSoon();
  };
  /** Not at once: requests under way on loopback get their answers first. */
  const tickSoon = (): void => {
    if (ticking || sleepers.size === 0) return;
    ticking = true;
    setTimeout(tick, 10);
  };

  return {
    now: (): number => time,
    /** Pauses that were asked for, in ms. */
    sleeps,
    advance: (ms: number): void => {
      time += ms;
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
