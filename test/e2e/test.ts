import { test as base, type TestInfo } from "@playwright/test";
import { type Emulator, startEmulator } from "../emulator/emulator.ts";
import type { BrowserKind } from "../support/find-browser.ts";
import { type OwnPage, openOwn } from "../support/own-page.ts";
import { startBrowser } from "../support/start-browser.ts";
import type { TestBrowser } from "../support/test-browser.ts";

interface PerTest {
  /** A new emulator with the demo's customers among its records. */
  readonly emulator: Emulator;
  /** A new browser with the extension, signed out. */
  readonly guarded: TestBrowser;
  /** Our options page in it, as a way to bring it into a state. */
  readonly own: OwnPage;
}

/** What every open page shows goes to the report of a test that failed. */
export async function attachPages(browser: TestBrowser, info: TestInfo): Promise<void> {
  for (const page of await browser.pages()) {
    const body = await page.evaluate(() => document.body?.innerText ?? "").catch(String);
    await info.attach(page.url(), { body, contentType: "text/plain" });
  }
}

/** The same test runs in each browser: one Playwright project each. */
export const test = base.extend<PerTest, { readonly kind: BrowserKind }>({
  kind: ["chromium", { option: true, scope: "worker" }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its pattern
  emulator: async ({}, use) => {
    const emulator = await startEmulator({ records: 200, demo: true });
    await use(emulator);
    await emulator.close();
  },
  guarded: async ({ kind }, use, info) => {
    const browser = await startBrowser(kind);
    await use(browser);
    if (info.status !== info.expectedStatus) await attachPages(browser, info);
    await browser.close();
  },
  own: async ({ guarded }, use) => {
    await use(await openOwn(guarded));
  },
});

export { expect } from "@playwright/test";
