export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls back once that much later; gives the way to call it off. */
  after(ms: number, call: () => void): () => void;
  /** Moves the clock forward and rings what has become due on the way, in order. */
  advance(ms: number): void;
  /** Calls everything off. */
  stop(): void;
}

interface Alarm {
  readonly due: number;
  readonly call: () => void;
  timer?: NodeJS.Timeout;
}

/** A clock over another one (the machine's, or a test's own) that can be moved forward. */
export function createClock(base: () => number = Date.now): Clock {
  const alarms = new Set<Alarm>();
  let ahead = 0;
  const now = (): number => base() + ahead;

  const cancel = (alarm: Alarm): void => {
    clearTimeout(alarm.timer);
    alarms.delete(alarm);
  };
  const ring = (alarm: Alarm): void => {
    cancel(alarm);
    alarm.call();
  };
  const arm = (alarm: Alarm): void => {
    const wait = Math.max(1, alarm.due - now());
    alarm.timer = setTimeout(() => (now() >= alarm.due ? ring(alarm) : arm(alarm)), wait).unref();
  };
  const earliest = (until: number): Alarm | undefined =>
    [...alarms].filter(({ due }) => due <= until).sort((a, b) => a.due - b.due)[0];

  return {
    now,
    after: (ms, call) => {
      const alarm: Alarm = { due: now() + ms, call };
      alarms.add(alarm);
      arm(alarm);
      return () => cancel(alarm);
    },
    advance: (ms) => {
      const target = now() + ms;
      for (let alarm = earliest(target); alarm; alarm = earliest(target)) {
        ahead += Math.max(0, alarm.due - now());
        ring(alarm);
      }
      ahead += Math.max(0, target - now());
    },
    stop: () => {
      for (const alarm of alarms) cancel(alarm);
    },
  };
}

export const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(ms, resolve);
  });
