/** So far back the pace is measured: long enough to hold a wait for the rate limit. */
const WINDOW_MS = 3 * 60_000;

interface Step {
  readonly at: number;
  readonly rows: number;
}

/** How fast jobs go on, by what was settled of late. */
export function createPace(now: () => number) {
  const steps = new Map<number, Step[]>();
  return {
    settled: (job: number, rows: number): void => {
      const recent = (steps.get(job) ?? []).filter(({ at }) => at > now() - WINDOW_MS);
      steps.set(job, [...recent, { at: now(), rows }]);
    },
    /** Null while too little is known. */
    perMinute: (job: number): number | null => {
      const [first, ...later] = steps.get(job) ?? [];
      const last = later.at(-1);
      if (!first || !last || last.at === first.at) return null;
      const rows = later.reduce((sum, step) => sum + step.rows, 0);
      return Math.round((rows / (last.at - first.at)) * 60_000);
    },
  };
}
