import fc from "fast-check";
import { describe, it } from "vitest";
import { FUZZ_TARGETS } from "../../fuzz/targets.ts";

describe("whatever comes", () => {
  it.each(FUZZ_TARGETS)("$name answers and never throws", async ({ property }) => {
    await fc.assert(property, { numRuns: 1000 });
  });
});
