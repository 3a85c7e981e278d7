import { describe, it } from "vitest";
import type { E164 } from "../../../../lib/phone/e164.ts";
import { playOut } from "./operations.ts";
import type { Operation } from "./world.ts";

const ADA = "+14155550120" as E164;
const DAY = 24 * 60 * 60_000;
const SUPPORT = "+16505550101" as E164;

/** Counterexamples that random play has found, each with what was wrong. */
const FOUND: readonly (readonly [string, readonly Operation[]])[] = [
  [
    "an answer cut short at the look-up of a change ended the flush, and the load after it",
    [
      {
        op: "run",
        task: { do: "change", to: ADA, from: SUPPORT, optIn: false },
        diesAfter: 23,
      },
      { op: "faults", faults: [{ kind: "cut", at: 0 }] },
      { op: "run", task: { do: "flush" }, diesAfter: null },
    ],
  ],
  [
    "a disk that is full in the middle of a change",
    [
      { op: "disk-full", puts: 5 },
      {
        op: "run",
        task: { do: "change", to: ADA, from: SUPPORT, optIn: false },
        diesAfter: null,
      },
    ],
  ],
  [
    "a clock set back a day during a penalty, which on the server's side goes on for its seconds only",
    [
      { op: "faults", faults: [{ kind: "status", status: 429, headers: false }] },
      {
        op: "run",
        task: { do: "change", to: ADA, from: SUPPORT, optIn: false },
        diesAfter: null,
      },
      { op: "clock", ms: -DAY },
      {
        op: "run",
        task: { do: "change", to: ADA, from: SUPPORT, optIn: false },
        diesAfter: null,
      },
    ],
  ],
];

describe("what random play has found before", () => {
  it.each(FOUND)("%s", (_what, operations) => playOut(operations));
});
