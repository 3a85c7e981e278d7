import { CLIENT_ID } from "../../emulator/oauth/apps.ts";
import { watchLaunches } from "../../support/external-launches.ts";
import { openOwn } from "../../support/own-page.ts";
import type { TestPage } from "../../support/test-browser.ts";
import { serveRoutePages } from "../routes/route-pages.ts";
import { expect, test } from "../test.ts";
import { PAGE_CONSENTS } from "./customers.ts";
import { readMarks } from "./marks.ts";

const SITE = "http://localhost/*";
const OUT = "+14155552601";
const CLEAR = "+14155552701";

/** Everything of a page that a guard could leave something in. */
const wholeOf = (page: TestPage) =>
  page.evaluate(() => {
    const root = document.getElementById("host")?.shadowRoot;
    return {
      html: document.documentElement.outerHTML,
      shadow: root?.innerHTML,
      sheets: [document.adoptedStyleSheets.length, root?.adoptedStyleSheets.length],
      highlights: [...CSS.highlights.keys()],
    };
  });

test("after an update of the extension the new guard takes over what the old one left", async ({
  emulator,
  guarded,
  own,
}) => {
  emulator.putRecords(PAGE_CONSENTS);
  const server = await serveRoutePages();
  server.put(
    "update.html",
    `<!doctype html><title>Update</title>
<p>415-555-2602</p>
<a id="text" href="sms:__TO__">Text</a>
<a id="own" aria-disabled="true" href="sms:__TO__">Text</a>
<a id="clear" href="sms:__CLEAR__">Text</a>
<button id="open" onclick="window.open('sms:' + '__TO__')">Go</button>
<button id="row">Text</button>
<input id="input" value="415-555-2603" aria-disabled="true">
<div id="host"></div>
<script>document.getElementById("host").attachShadow({ mode: "open" }).innerHTML = '<a href="sms:__TO__">Text</a>';</script>`,
  );
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID });
  const url = server.url("update.html", OUT, CLEAR);
  const stranger = await guarded.newPage();
  await stranger.goto(url);
  const untouched = await wholeOf(stranger);
  await stranger.close();
  await own.send("settings/update", { sites: [SITE] });

  const page = await guarded.newPage();
  await page.goto(url);
  const marks = async () => {
    const { attributes, optedOut } = await readMarks(page, ["#text", "#own", "#clear", "#input"]);
    return { attributes, optedOut };
  };
  const marked = {
    attributes: {
      "#text": "opted-out",
      "#own": "opted-out",
      "#clear": null,
      "#input": "opted-out",
    },
    optedOut: ["415-555-2602"],
  };
  await expect.poll(marks).toEqual(marked);
  await page.waitFor(() =>
    document.getElementById("host")?.shadowRoot?.querySelector("[data-consent-guard]"),
  );
  const guardedPage = await wholeOf(page);
  const launches = await watchLaunches(guarded);

  await guarded.reloadExtension();
  const again = await openOwn(guarded);
  await page.bringToFront();
  const isGuarded = async () => (await again.pageStatus(url)).kind === "guarded";
  await expect.poll(isGuarded).toBe(true);
  await expect.poll(marks).toEqual(marked);
  await expect.poll(() => wholeOf(page)).toEqual(guardedPage);

  for (const id of ["text", "own", "open", "row"]) {
    await page.click(`#${id}`);
    await expect
      .poll(async () => (await again.card(url))?.text ?? "", { message: id })
      .toMatch(id === "row" ? /Check before you text/ : /Text blocked/);
    expect(
      await page.evaluate(() => document.querySelectorAll("[data-consent-guard-card]").length),
    ).toBe(1);
    await page.waitFor(() => document.activeElement?.hasAttribute("data-consent-guard-card"));
    await page.press("Escape");
    await expect.poll(() => again.card(url), { message: id }).toBeNull();
  }
  expect(await launches.list()).toEqual([]);
  expect(page.errors).toEqual([]);

  await again.send("settings/update", { pausedSites: [SITE] });
  await expect.poll(() => wholeOf(page)).toEqual(untouched);
  await again.send("settings/update", { pausedSites: [] });
  await expect.poll(marks).toEqual(marked);
  await page.click("#clear");
  await expect.poll(() => launches.list()).toEqual([`sms:${CLEAR}`]);
  await server.close();
});
