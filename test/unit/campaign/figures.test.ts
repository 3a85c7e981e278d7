import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ATTEMPT_ENDS, createAttemptTally } from "../../../lib/campaign/figures/attempts.ts";
import { spread, stepFor, within } from "../../../lib/campaign/figures/spread.ts";
import {
  type CountedConsent,
  type Counts,
  createTally,
} from "../../../lib/campaign/figures/tally.ts";
import type { E164 } from "../../../lib/phone/e164.ts";

const DAY = 86_400;
const sum = (counts: Counts<unknown>): number => counts.reduce((all, [, count]) => all + count, 0);
const day = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / 86_400_000;

const consent: fc.Arbitrary<CountedConsent> = fc.record({
  from: fc.constantFrom(null, "+16505550101" as E164, "+16505550102" as E164),
  optedOut: fc.boolean(),
  source: fc.constantFrom("", "Recipient", "recipient", "Api", "Carrier"),
  seconds: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60 * 365 * DAY })),
});
const tallyOf = (consents: readonly CountedConsent[]) => {
  const tally = createTally((seconds) => Math.floor(seconds / DAY));
  for (const one of consents) tally.add(one);
  return tally.figures();
};

describe("consents", () => {
  it("are each in one group, and in each of its groupings once", () => {
    fc.assert(
      fc.property(fc.array(consent), (consents) => {
        const { optOuts, returns, recorded } = tallyOf(consents);
        expect(optOuts.total + returns.total + recorded.total).toBe(consents.length);
        expect(optOuts.total).toBe(consents.filter(({ optedOut }) => optedOut).length);
        for (const { total, undated, byDay, bySource, byNumber } of [optOuts, returns, recorded]) {
          expect(sum(byDay) + undated).toBe(total);
          expect(sum(bySource)).toBe(total);
          expect(sum(byNumber)).toBe(total);
        }
      }),
    );
  });

  it("count the same in any order", () => {
    fc.assert(
      fc.property(fc.array(consent), (consents) => {
        const totals = ({ optOuts }: ReturnType<typeof tallyOf>) => [
          optOuts.byDay,
          new Map(optOuts.bySource),
          new Map(optOuts.byNumber),
        ];
        expect(totals(tallyOf(consents.toReversed()))).toEqual(totals(tallyOf(consents)));
      }),
    );
  });

  it("are a return only when the customer texted the opt-in", () => {
    const of = (source: string, optedOut: boolean) => ({
      from: null,
      source,
      optedOut,
      seconds: 1,
    });
    const { returns, recorded } = tallyOf([
      of("Recipient", false),
      of("Api", false),
      of("", false),
      of("Recipient", true),
    ]);
    expect([returns.total, recorded.total]).toEqual([1, 2]);
  });
});

describe("periods", () => {
  const counts = fc
    .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 1, max: 9 })), {
      minLength: 1,
      selector: ([at]) => at,
    })
    .map((all) => all.toSorted(([a], [b]) => a - b));

  it("have every count once, follow one another and are few enough to be seen", () => {
    fc.assert(
      fc.property(counts, (byDay) => {
        const first = byDay[0]?.[0] ?? 0;
        const last = byDay.at(-1)?.[0] ?? 0;
        const step = stepFor(last - first + 1);
        const periods = spread(byDay, first, last, step);
        expect(periods.reduce((all, { count }) => all + count, 0)).toBe(sum(byDay));
        expect(periods[0]?.start).toBeLessThanOrEqual(first);
        for (const [at, { start }] of periods.entries()) {
          if (at > 0) expect(start).toBeGreaterThan(periods[at - 1]?.start ?? Infinity);
        }
        if (step !== "month") expect(periods.length).toBeLessThanOrEqual(54);
        expect(within(byDay, first, last)).toBe(sum(byDay));
      }),
    );
  });

  it("are weeks from Monday and months from their first day", () => {
    const at = day("2026-11-24");
    const starts = (step: "week" | "month") =>
      spread([[at, 3]], day("2026-10-31"), at, step).map(({ start, count }) => [start, count]);
    expect(starts("week").at(-1)).toEqual([day("2026-11-23"), 3]);
    expect(starts("week")).toHaveLength(5);
    expect(starts("month")).toEqual([
      [day("2026-10-01"), 0],
      [day("2026-11-01"), 3],
    ]);
  });
});

it("attempts are counted by how they ended; other entries only say since when the log tells", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(50), fc.constantFrom(null, "refused-otherwise", ...ATTEMPT_ENDS))),
      (entries) => {
        const tally = createAttemptTally();
        for (const [at, result] of entries) tally.add(at, result);
        const { byDay, since } = tally.attempts();
        for (const end of ATTEMPT_ENDS) {
          expect(sum(byDay[end])).toBe(entries.filter(([, result]) => result === end).length);
        }
        expect(since).toBe(entries.length === 0 ? null : Math.min(...entries.map(([at]) => at)));
      },
    ),
  );
});
