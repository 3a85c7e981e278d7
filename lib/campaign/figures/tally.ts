import type { E164 } from "../../phone/e164.ts";

/** Days since 1970 in the calendar of whoever looks. */
export type Day = number;

/** One consent, as far as it is counted. */
export interface CountedConsent {
  /** null: every business number. */
  readonly from: E164 | null;
  readonly optedOut: boolean;
  /** Empty when it is not known. */
  readonly source: string;
  /** Since 1970; 0 when it is not known. */
  readonly seconds: number;
}

export type Counts<K> = readonly (readonly [key: K, count: number])[];

/** Consents of one kind. Each grouping sums up to the total, the days together with the undated. */
export interface Group {
  readonly total: number;
  readonly undated: number;
  /** In the order of time; days without any are left out. */
  readonly byDay: Counts<Day>;
  /** The largest first, as are business numbers. */
  readonly bySource: Counts<string>;
  readonly byNumber: Counts<E164 | null>;
}

export interface Figures {
  readonly optOuts: Group;
  /** Opt-ins that the customer texted: one texts START to lift a STOP. */
  readonly returns: Group;
  /** Opt-ins that somebody recorded: whether an opt-out came before is not known. */
  readonly recorded: Group;
}

function createGroup() {
  let [total, undated] = [0, 0];
  const days = new Map<Day, number>();
  const sources = new Map<string, number>();
  const numbers = new Map<E164 | null, number>();
  const raise = <K>(counts: Map<K, number>, key: K): void => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  const largest = <K>(counts: ReadonlyMap<K, number>): Counts<K> =>
    [...counts].sort(([, a], [, b]) => b - a);
  return {
    add: ({ source, from }: CountedConsent, day: Day | null): void => {
      total++;
      if (day === null) undated++;
      else raise(days, day);
      raise(sources, source);
      raise(numbers, from);
    },
    group: (): Group => ({
      total,
      undated,
      byDay: [...days].sort(([a], [b]) => a - b),
      bySource: largest(sources),
      byNumber: largest(numbers),
    }),
  };
}

/** Counts consents one by one; memory holds a number a day, a source and a business number. */
export function createTally(dayOf: (seconds: number) => Day) {
  const optOuts = createGroup();
  const returns = createGroup();
  const recorded = createGroup();
  return {
    add: (consent: CountedConsent): void => {
      const texted = consent.source.toLowerCase() === "recipient";
      const group = consent.optedOut ? optOuts : texted ? returns : recorded;
      group.add(consent, consent.seconds > 0 ? dayOf(consent.seconds) : null);
    },
    figures: (): Figures => ({
      optOuts: optOuts.group(),
      returns: returns.group(),
      recorded: recorded.group(),
    }),
  };
}
