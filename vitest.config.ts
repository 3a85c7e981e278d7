import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/unit/**/*.test.{ts,tsx}", "test/emulator/**/*.test.ts"],
    environment: "node",
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
