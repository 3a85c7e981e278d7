import { defineConfig } from "@playwright/test";
import type { BrowserKind } from "./test/support/find-browser.ts";

export default defineConfig<object, { kind: BrowserKind }>({
  testDir: "test/e2e",
  testMatch: "**/*.e2e.ts",
  globalSetup: "./test/support/build-for-tests.ts",
  workers: 2,
  fullyParallel: true,
  timeout: 120_000,
  // States are waited for, never clocks: a busy machine takes its time.
  expect: { timeout: 20_000 },
  forbidOnly: true,
  // On a strange machine a second try tells a slow minute from a fault; the run names each test that needed one.
  retries: process.env.CI ? 1 : 0,
  reporter: [["list"], ["json", { outputFile: ".output/e2e.json" }]],
  projects: [
    { name: "chromium", use: { kind: "chromium" } },
    // Files are the same whichever browser reads them; the accessibility tree is told by Chromium alone.
    { name: "firefox", testIgnore: ["build/**", "accessibility/**"], use: { kind: "firefox" } },
  ],
});
