import fc from "fast-check";
import { describe, it } from "vitest";
import { lawfulWorld } from "./operations.ts";

describe("cache, sync, outbox and live events", () => {
  it("keep every law through every fault", { timeout: 300_000 }, async () => {
    await fc.assert(lawfulWorld, {
      numRuns: Number(process.env.MODEL_RUNS ?? 200),
      timeout: 20_000,
    });
  });
});
