import { fileURLToPath } from "node:url";
import { type Emulator, startEmulator } from "../emulator/emulator.ts";
import { CLIENT_ID } from "../emulator/oauth.ts";
import { type ExternalLaunches, watchLaunches } from "../support/external-launches.ts";
import { type OwnPage, openOwn } from "../support/own-page.ts";
import { type PageServer, servePages } from "../support/page-server.ts";
import { startBrowser } from "../support/start-browser.ts";
import type { TestBrowser } from "../support/test-browser.ts";
import { PAGE_CONSENTS } from "./guard/customers.ts";
import { attachPages, test as base } from "./test.ts";

/** The site whose pages are guarded; the same pages at 127.0.0.1 are not. */
export const SITE = "http://localhost/*";

interface PerTest {
  /** Serves the pages of `test/e2e/pages`. */
  readonly server: PageServer;
  /** What has left the browser since the test began. */
  readonly launches: ExternalLaunches;
}

interface Desk {
  readonly emulator: Emulator;
  readonly browser: TestBrowser;
  readonly own: OwnPage;
  /** Takes back what a test has opened and set. */
  readonly tidy: () => Promise<void>;
}

async function openDesk(browser: TestBrowser, emulator: Emulator): Promise<Desk> {
  emulator.putRecords(PAGE_CONSENTS);
  const own = await openOwn(browser);
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID, sites: [SITE] });
  const pages = new Set(await browser.pages());
  const valuesNow = async () => (await own.send("state/get", {})).settings.values;
  const settings = await valuesNow();
  const tidy = async (): Promise<void> => {
    const opened = (await browser.pages()).filter((page) => !pages.has(page));
    await Promise.all(opened.map((page) => page.close()));
    const now = await valuesNow();
    const changed = (Object.keys(settings) as (keyof typeof settings)[]).filter(
      (key) => JSON.stringify(settings[key]) !== JSON.stringify(now[key]),
    );
    const before = Object.fromEntries(changed.map((key) => [key, settings[key]]));
    if (changed.length > 0) await own.send("settings/update", before);
  };
  return { emulator, browser, own, tidy };
}

/**
 * A test in a browser that is signed in and guards `SITE`, with the demo's customers and
 * those of `PAGE_CONSENTS`. The tests of a worker share it: a start costs more than most of them.
 */
export const test = base.extend<PerTest, { readonly desk: Desk }>({
  desk: [
    async ({ kind }, use) => {
      const emulator = await startEmulator({ records: 200, demo: true });
      const browser = await startBrowser(kind);
      await use(await openDesk(browser, emulator));
      await browser.close();
      await emulator.close();
    },
    { scope: "worker" },
  ],
  emulator: async ({ desk }, use) => use(desk.emulator),
  own: async ({ desk }, use) => use(desk.own),
  guarded: async ({ desk }, use, info) => {
    await use(desk.browser);
    if (info.status !== info.expectedStatus) await attachPages(desk.browser, info);
    await desk.tidy();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its pattern
  server: async ({}, use) => {
    const server = await servePages(fileURLToPath(new URL("pages/", import.meta.url)));
    await use(server);
    await server.close();
  },
  launches: async ({ guarded }, use) => {
    const launches = await watchLaunches(guarded);
    await launches.clear();
    await use(launches);
  },
});

export { expect } from "./test.ts";
