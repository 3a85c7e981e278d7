import type { Counts, Day } from "./tally.ts";

export type Step = "day" | "week" | "month";

/** A stretch of time and what fell into it. */
export interface Period {
  /** Its first day. */
  readonly start: Day;
  readonly count: number;
}

const DAY_MS = 86_400_000;
/** No more points than this, or their labels and the table are of no use. */
const MOST_DAYS = 31;
const MOST_WEEKS = 53;

/** Weeks begin on Monday, as in ISO 8601; day 0 was a Thursday. */
const weekOf = (day: Day): Day => day - ((day + 3) % 7);

const monthOf = (day: Day, further = 0): Day => {
  const date = new Date(day * DAY_MS);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + further) / DAY_MS;
};

export function stepFor(days: number): Step {
  if (days <= MOST_DAYS) return "day";
  return days <= MOST_WEEKS * 7 ? "week" : "month";
}

const startOf = (day: Day, step: Step): Day =>
  step === "day" ? day : step === "week" ? weekOf(day) : monthOf(day);

const nextOf = (start: Day, step: Step): Day =>
  step === "day" ? start + 1 : step === "week" ? start + 7 : monthOf(start, 1);

/** Every period from the one of `first` to the one of `last`, those without any count too. */
export function spread(byDay: Counts<Day>, first: Day, last: Day, step: Step): Period[] {
  const counts = new Map<Day, number>();
  for (const [day, count] of byDay) {
    const start = startOf(day, step);
    counts.set(start, (counts.get(start) ?? 0) + count);
  }
  const periods: Period[] = [];
  for (let start = startOf(first, step); start <= last; start = nextOf(start, step)) {
    periods.push({ start, count: counts.get(start) ?? 0 });
  }
  return periods;
}

/** What fell on days from `first` to `last`, both included. */
export const within = (byDay: Counts<Day>, first: Day, last: Day): number =>
  byDay.reduce((sum, [day, count]) => (day >= first && day <= last ? sum + count : sum), 0);
