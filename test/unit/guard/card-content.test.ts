import { expect, it } from "vitest";
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
