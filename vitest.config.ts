import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/unit/**/*.test.{ts,tsx}", "test/emulator/**/*.test.ts"],
    environment: "node",
    // Long enough for a busy machine: a clock must not fail a test.
    testTimeout: 60_000,
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
