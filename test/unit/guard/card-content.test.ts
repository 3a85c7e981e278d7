import { describe, expect, it } from "vitest";
import type { Verdict } from "../../../lib/consent/verdict.ts";
import { cardContent } from "../../../lib/guard/card/card-content.ts";
import type { E164 } from "../../../lib/phone/e164.ts";

const verdict = (index: number, optedOut: boolean): Verdict => ({
  recipient: `+1415555260${index}` as E164,
  kind: optedOut ? "opted-out" : "unverified",
  optOuts: optedOut ? [{ from: null, coverage: "Account" }] : [],
  asOf: 1,
});
const t = (key: string, inserts: readonly string[] = []): string => [key, ...inserts].join(" ");

it("names those that opted out first, and no more than a person reads", () => {
  const verdicts = Array.from({ length: 9 }, (_, index) => verdict(index, index > 3));
  const { lines } = cardContent(
    {
      decision: "warn",
      verdicts,
      unreadable: [],
      guessed: true,
      anchor: null,
      override: () => undefined,
    },
    t,
  );
  expect(lines.map((line) => line.split(" ")[0])).toEqual([
    ...Array.from({ length: 5 }, () => "card_opt_out_line"),
    "card_more_line",
    "card_guessed_line",
  ]);
  expect(lines[5]).toBe("card_more_line 4");
});

describe("the call in place of the text", () => {
  const callsOf = (verdicts: readonly Verdict[], guessed = false): readonly string[] =>
    cardContent(
      {
        decision: "block",
        verdicts,
        unreadable: [],
        guessed,
        anchor: null,
        override: () => undefined,
      },
      t,
    ).calls;
  const clear: Verdict = { ...verdict(9, false), kind: "clear" };

  it("is offered for each who is not to be texted, the opted-out first", () => {
    expect(callsOf([clear, verdict(1, false), verdict(2, true)])).toEqual([
      "+14155552602",
      "+14155552601",
    ]);
  });

  it("is offered for no more than are named", () => {
    const verdicts = Array.from({ length: 9 }, (_, index) => verdict(index, true));
    expect(callsOf(verdicts)).toHaveLength(5);
  });

  it("is not offered where it is a guess which of several is meant", () => {
    expect(callsOf([verdict(1, true), verdict(2, true)], true)).toEqual([]);
    expect(callsOf([verdict(1, true), clear], true)).toEqual(["+14155552601"]);
  });
});

it.each([
  ["an opt-out", [verdict(1, true), verdict(2, false)], "card_way_on_opted_out"],
  [
    "a missing opt-in",
    [{ ...verdict(1, false), kind: "opt-in-missing" as const }, verdict(2, false)],
    "card_way_on_opt_in",
  ],
  ["a number that could not be checked", [verdict(2, false)], "card_way_on_unverified"],
])("says the lawful way on after %s", (_what, verdicts, key) => {
  const refusal = { unreadable: [], guessed: false, anchor: null, override: () => undefined };
  expect(cardContent({ decision: "warn", verdicts, ...refusal }, t).wayOn).toBe(key);
});
