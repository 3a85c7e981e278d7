import type { Counts, Day } from "./tally.ts";

/** How a text to somebody who must not be texted ended. */
export const ATTEMPT_ENDS = ["blocked", "warned", "overridden"] as const;
export type AttemptEnd = (typeof ATTEMPT_ENDS)[number];

export interface Attempts {
  /** In the order of time. */
  readonly byDay: { readonly [E in AttemptEnd]: Counts<Day> };
  /** The first day that the log tells of; null when it is empty. */
  readonly since: Day | null;
}

/** Counts what a log tells of attempts, its oldest entry first. */
export function createAttemptTally() {
  const days = new Map<AttemptEnd, Map<Day, number>>(
    ATTEMPT_ENDS.map((end): [AttemptEnd, Map<Day, number>] => [end, new Map()]),
  );
  let since: Day | null = null;
  const inOrder = (end: AttemptEnd): Counts<Day> =>
    [...(days.get(end) ?? [])].sort(([a], [b]) => a - b);
  return {
    /** `result` of an attempt; null for any other entry. */
    add: (day: Day, result: string | null): void => {
      since = since === null ? day : Math.min(since, day);
      const counts = days.get(result as AttemptEnd);
      counts?.set(day, (counts.get(day) ?? 0) + 1);
    },
    attempts: (): Attempts => ({
      byDay: {
        blocked: inOrder("blocked"),
        warned: inOrder("warned"),
        overridden: inOrder("overridden"),
      },
      since,
    }),
  };
}
