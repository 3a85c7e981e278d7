import type { Sample } from "./labelled.ts";

export interface Found {
  readonly start: number;
  readonly end: number;
  readonly number: string;
}

export interface Score {
  /** Right numbers among those found. */
  readonly precision: number;
  /** Numbers found among those there. */
  readonly recall: number;
  readonly wrong: readonly {
    readonly sample: Sample;
    readonly missed: readonly Found[];
    readonly extra: readonly Found[];
  }[];
}

const samePlace = (a: Found, b: Found): boolean =>
  a.number === b.number && a.start === b.start && a.end === b.end;

/** A peer that draws its ranges otherwise is right when it overlaps and has the number. */
const overlaps = (a: Found, b: Found): boolean =>
  a.number === b.number && a.start < b.end && b.start < a.end;

export function score(
  samples: readonly Sample[],
  find: (sample: Sample) => readonly Found[],
  exact = true,
): Score {
  const same = exact ? samePlace : overlaps;
  let right = 0;
  let found = 0;
  let there = 0;
  const wrong: Score["wrong"][number][] = [];
  for (const sample of samples) {
    const got = find(sample);
    const missed = sample.numbers.filter((number) => !got.some((item) => same(item, number)));
    const extra = got.filter((item) => !sample.numbers.some((number) => same(item, number)));
    right += got.length - extra.length;
    found += got.length;
    there += sample.numbers.length;
    if (missed.length > 0 || extra.length > 0) wrong.push({ sample, missed, extra });
  }
  return {
    precision: found === 0 ? 1 : right / found,
    recall: there === 0 ? 1 : 1 - wrong.reduce((sum, { missed }) => sum + missed.length, 0) / there,
    wrong,
  };
}
