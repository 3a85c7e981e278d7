import { expect, it } from "vitest";
import { createPageNumbers } from "../../../lib/background/page-numbers.ts";
import type { E164 } from "../../../lib/phone/e164.ts";

const number = (index: number): E164 => `+1415555${String(index).padStart(4, "0")}` as E164;

const desk = (answers: Readonly<Record<number, unknown>>) =>
  createPageNumbers({
    frames: async () => Object.keys(answers).map(Number),
    askFrame: async (_tab, frame, question) =>
      question.question === "numbers" ? answers[frame] : answers[frame] === question.recipient,
    verdicts: async (recipients) =>
      recipients.map((recipient) => ({ recipient, kind: "clear", optOuts: [], asOf: 1 })),
  });

it("lists each number of all frames once, those of the page first", async () => {
  const { numbers, total } = await desk({
    0: [number(1), number(2)],
    7: [number(2), number(3)],
  }).list(4);
  expect(numbers.map(({ recipient }) => recipient)).toEqual([number(1), number(2), number(3)]);
  expect(total).toBe(3);
});

it("takes nothing from a frame that is gone or answers nonsense", async () => {
  const { numbers } = await desk({ 0: undefined, 1: ["x"], 2: { a: 1 }, 3: [number(1)] }).list(4);
  expect(numbers.map(({ recipient }) => recipient)).toEqual([number(1)]);
});

it("lists a thousand and says how many there are", async () => {
  const all = Array.from({ length: 1500 }, (_, index) => number(index));
  const { numbers, total } = await desk({ 0: all }).list(4);
  expect([numbers.length, total]).toEqual([1000, 1500]);
});

it("asks frame after frame to bring a number into view", async () => {
  expect(await desk({ 0: false, 5: number(1) }).reveal(4, number(1))).toBe(true);
  expect(await desk({ 0: false }).reveal(4, number(1))).toBe(false);
});
