import { fileURLToPath } from "node:url";
import { CLIENT_ID } from "../../emulator/oauth/apps.ts";
import { waitForText } from "../../support/agent.ts";
import { servePages } from "../../support/page-server.ts";
import type { TestPage } from "../../support/test-browser.ts";
import { expect, test } from "../test.ts";
import { PAGE_CONSENTS } from "./customers.ts";

const PAGES = fileURLToPath(new URL("../pages/", import.meta.url));
const SITE = "http://localhost/*";

/** Everything of a page that a guard could leave something in. */
const wholeOf = (page: TestPage) =>
  page.evaluate(() => {
    const trees: string[] = [];
    const sheets: number[] = [];
    const visit = (root: Document | ShadowRoot): void => {
      trees.push(root instanceof Document ? root.documentElement.outerHTML : root.innerHTML);
      sheets.push(root.adoptedStyleSheets.length);
      for (const element of root.querySelectorAll("*")) {
        if (element.shadowRoot) visit(element.shadowRoot);
      }
    };
    visit(document);
    return { trees, sheets, highlights: [...CSS.highlights.keys()] };
  });

const painted = (page: TestPage) =>
  page.evaluate(() => CSS.highlights.get("consent-opted-out")?.size ?? 0);

test("leaves the page as one that never met it", async ({ emulator, guarded, own }) => {
  emulator.putRecords(PAGE_CONSENTS);
  const server = await servePages(PAGES);
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID });
  const address = `${server.url}/teardown/`;
  const stranger = await guarded.newPage();
  await stranger.goto(address);
  const untouched = await wholeOf(stranger);
  await stranger.close();

  await own.send("settings/update", { sites: [SITE] });
  const page = await guarded.newPage();
  await page.goto(address);
  await expect.poll(() => painted(page)).toBe(2);
  await page.waitFor(() => document.querySelector("#link")?.hasAttribute("data-consent-guard"));
  await page.waitFor(() => document.querySelector("#input")?.hasAttribute("data-consent-guard"));
  expect((await wholeOf(page)).sheets[0]).toBe(1);

  await own.send("settings/update", { pausedSites: [SITE] });
  await expect.poll(() => painted(page)).toBe(0);
  await expect.poll(() => wholeOf(page)).toEqual(untouched);
  expect(page.errors).toEqual([]);

  await own.send("settings/update", { pausedSites: [] });
  await expect.poll(() => painted(page)).toBe(2);
  // The guard that waited in the page has gone on; a second one would bring a card of its own.
  const cards = () =>
    page.evaluate(() => document.querySelectorAll("[data-consent-guard-card]").length);
  await page.hover("#link");
  await expect.poll(cards).toBeGreaterThan(0);
  expect(await cards()).toBe(1);
  await page.hover("#host");
  await expect.poll(cards).toBe(0);

  await guarded.withdrawSite(SITE);
  await expect.poll(() => painted(page)).toBe(0);
  await expect.poll(() => wholeOf(page)).toEqual(untouched);
  const { sites } = await own.send("state/get", {});
  expect(sites).toMatchObject([{ pattern: SITE, granted: false }]);
  await waitForText(own.page, "Not allowed yet");
  await guarded.pressToolbarButton(page);
  await expect.poll(own.popup).toContain("has not allowed it yet. Not guarded.");
  expect(page.errors).toEqual([]);
  await server.close();
});

test("shifts nothing and mutates nothing but its named attributes", async ({
  emulator,
  guarded,
  own,
}) => {
  emulator.putRecords(PAGE_CONSENTS);
  const server = await servePages(PAGES);
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID, sites: [SITE] });
  const page = await guarded.newPage();
  await page.goto(`${server.url}/teardown/?record`);
  await expect.poll(() => painted(page)).toBe(2);
  await page.waitFor(() => document.querySelector("#input")?.hasAttribute("data-consent-guard"));
  const { mutations, shifts } = await page.evaluate(
    () => (window as unknown as { recorded: { mutations: string[]; shifts: number } }).recorded,
  );
  expect(new Set(mutations)).toEqual(
    new Set(["A data-consent-guard", "A aria-disabled", "INPUT data-consent-guard"]),
  );
  expect(shifts).toBe(0);
  await server.close();
});
