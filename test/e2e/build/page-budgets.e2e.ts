import type { ChromiumBrowser } from "../../support/chromium.ts";
import { extensionFolder } from "../../support/extension-build.ts";
import { gzipped, scriptsOf } from "../../support/loaded-scripts.ts";
import { expect, test } from "../test.ts";

// Bytes as gzip packs them.
for (const kind of ["chromium", "firefox"] as const) {
  const folder = extensionFolder(kind, "store");

  test(`the popup's first frame for ${kind} needs at most 30 kB, and all it ever loads are 68 kB`, () => {
    expect(gzipped(folder, scriptsOf(folder, "popup.html"))).toBeLessThanOrEqual(30_000);
    expect(gzipped(folder, scriptsOf(folder, "popup.html", true))).toBeLessThanOrEqual(68_000);
  });

  test(`the settings' script for ${kind} is at most 120 kB`, () => {
    expect(gzipped(folder, scriptsOf(folder, "options.html"))).toBeLessThanOrEqual(120_000);
  });

  test(`the lists' script for ${kind} is at most 120 kB before a tab is opened`, () => {
    expect(gzipped(folder, scriptsOf(folder, "lists.html"))).toBeLessThanOrEqual(120_000);
  });
}

test("all that the popup loads by being opened is at most 60 kB", async ({ kind, guarded }) => {
  test.skip(kind !== "chromium", "Firefox tells of no request for a page of an extension");
  const { context, origin } = guarded as ChromiumBrowser;
  const page = await context.newPage();
  const loaded = new Set<string>();
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.endsWith(".js")) loaded.add(pathname);
  });
  await page.goto(`${origin}/popup.html`);
  // The first thing to be shown by what comes behind the first frame.
  await page.locator("main [aria-live]").waitFor({ state: "attached" });
  const folder = extensionFolder("chromium");
  expect([...loaded]).toEqual(expect.arrayContaining([...scriptsOf(folder, "popup.html")]));
  expect(gzipped(folder, loaded)).toBeLessThanOrEqual(60_000);
});
