import { describe, expect, it } from "vitest";
import { scanNumbers } from "../../../lib/phone/scan.ts";
import { TUNED } from "../../corpus/corpus.ts";
import type { Sample } from "../../corpus/labelled.ts";
import { score } from "../../corpus/score.ts";

const find = ({ text, country, beside }: Sample) => scanNumbers(text, country, beside);

describe("the labelled corpus", () => {
  const { precision, recall, wrong } = score(TUNED, find);
  const shown = wrong.map(({ sample, missed, extra }) => ({ text: sample.text, missed, extra }));

  it("is read with 99.5 % recall and precision", () => {
    expect(recall, JSON.stringify(shown)).toBeGreaterThanOrEqual(0.995);
    expect(precision, JSON.stringify(shown)).toBeGreaterThanOrEqual(0.995);
  });

  it("is large and of many countries", () => {
    expect(TUNED.length).toBeGreaterThanOrEqual(600);
    expect(new Set(TUNED.map(({ country }) => country)).size).toBeGreaterThanOrEqual(15);
  });
});
