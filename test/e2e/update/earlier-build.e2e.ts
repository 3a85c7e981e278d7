import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { E164 } from "../../../lib/phone/e164.ts";
import type { Settings } from "../../../lib/settings/settings.ts";
import { BUSINESS_NUMBERS } from "../../emulator/account/business-numbers.ts";
import type { Emulator } from "../../emulator/emulator.ts";
import { CLIENT_ID } from "../../emulator/oauth/apps.ts";
import { putEarlierBuild, putPresentBuild } from "../../support/earlier-build.ts";
import { watchLaunches } from "../../support/external-launches.ts";
import { type OwnPage, openOwn } from "../../support/own-page.ts";
import { startBrowserWith } from "../../support/start-browser.ts";
import type { TestBrowser, TestPage } from "../../support/test-browser.ts";
import { PAGE_CONSENTS } from "../guard/customers.ts";
import { readMarks } from "../guard/marks.ts";
import { type RoutePages, serveRoutePages } from "../routes/route-pages.ts";
import { test as base, expect } from "../test.ts";

const SITE = "http://localhost/*";
const OUT = "+14155552601" as E164;
const CLEAR = "+14155552701" as E164;
/** Opted out while RingCentral was away. */
const WAITING = "+14155552702" as E164;
const PAGE = `<!doctype html><title>Update</title>
<p>415-555-2602 and 415-555-2702</p>
<a id="text" href="sms:__TO__">Text</a>
<a id="clear" href="sms:__CLEAR__">Text</a>
<button id="open" onclick="window.open('sms:' + '__TO__')">Go</button>
<input id="input" value="415-555-2603" aria-disabled="true">
<div id="host"></div>
<script>document.getElementById("host").attachShadow({ mode: "open" }).innerHTML = '<a href="sms:__TO__">Text</a>';</script>`;

const SETTINGS: Partial<Settings> = {
  clientId: CLIENT_ID,
  sites: [SITE],
  businessNumbers: BUSINESS_NUMBERS.slice(0, 2).map(({ phoneNumber }) => phoneNumber as E164),
  webTexting: true,
  unverified: "block",
  syncMinutes: 60,
  auditRetentionDays: 90,
};

interface PerUpdate {
  readonly pages: RoutePages;
  /** A folder with the earlier build, then the present one. */
  readonly folder: string;
  readonly profile: string;
}

const test = base.extend<PerUpdate>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its pattern
  pages: async ({}, use) => {
    const pages = await serveRoutePages();
    pages.put("update.html", PAGE);
    await use(pages);
    await pages.close();
  },
  folder: async ({ kind }, use) => {
    const folder = await mkdtemp(join(tmpdir(), "consent-guard-build-"));
    await putEarlierBuild(kind, folder);
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its pattern
  profile: async ({}, use) => {
    const profile = await mkdtemp(join(tmpdir(), "consent-guard-profile-"));
    await use(profile);
    await rm(profile, { recursive: true, force: true });
  },
});

const ringCentralAway = (emulator: Emulator): void =>
  emulator.setSwitches({ faults: [{ status: 503 }] });
const ringCentralBack = (emulator: Emulator): void => emulator.setSwitches({ faults: [] });

/** A day's work with the earlier build: something in each place that stores. */
async function work(browser: TestBrowser, own: OwnPage, emulator: Emulator, url: string) {
  emulator.putRecords(PAGE_CONSENTS);
  await own.signIn({ serverUrl: emulator.url, ...SETTINGS });
  await own.send("consent/check", { recipient: OUT, live: true });
  ringCentralAway(emulator);
  const change = { to: [WAITING], from: null, optStatus: "OptOut", note: "by phone" } as const;
  // It is tried again and again, and waits on disk from the start.
  own.send("consent/change", change).catch(() => undefined);
  await expect.poll(async () => (await own.send("state/get", {})).waitingChanges).toBe(1);
  const page = await browser.newPage();
  await page.goto(url);
  await expect.poll(() => painted(page)).toEqual(["415-555-2602", "415-555-2702"]);
  await page.click("#text");
  // This build's card had a name of its own.
  await page.waitFor(() => document.activeElement?.matches("consent-guard-card"));
  await page.press("Escape");
  await page.waitFor(() => !document.querySelector("consent-guard-card"));
  await expect.poll(() => actionsOf(own)).toContain("text-attempt");
  return page;
}

const actionsOf = async (own: OwnPage): Promise<readonly string[]> =>
  (await own.send("audit/page", { limit: 100 })).entries.map(({ action }) => action);
const painted = async (page: TestPage) => (await readMarks(page, [])).optedOut.toSorted();

/** What the new version makes of all that, before it has reached RingCentral and after. */
async function expectKept(own: OwnPage, emulator: Emulator): Promise<void> {
  const { session, settings, waitingChanges } = await own.send("state/get", {});
  expect(session.status).toBe("signed-in");
  expect(settings.values).toMatchObject({ serverUrl: emulator.url, ...SETTINGS });
  expect(waitingChanges).toBe(1);
  const kindOf = async (recipient: E164) =>
    (await own.send("consent/check", { recipient, live: false })).overall.kind;
  expect(await kindOf(WAITING)).toBe("opted-out");
  expect(["opted-out", "unverified"]).toContain(await kindOf(OUT));
  expect(["clear", "unverified"]).toContain(await kindOf(CLEAR));

  expect(await actionsOf(own)).toEqual(
    expect.arrayContaining(["settings", "sign-in", "check", "text-attempt"]),
  );
  expect(await own.send("audit/verify", {})).toMatchObject({ ok: true });

  ringCentralBack(emulator);
  await own.sync();
  await expect.poll(async () => (await own.send("state/get", {})).waitingChanges).toBe(0);
  expect(emulator.store.of(WAITING)).toMatchObject([{ optStatus: "OptOut", notes: "by phone" }]);
  expect(await kindOf(OUT)).toBe("opted-out");
  expect(await kindOf(CLEAR)).toBe("clear");
  const { entries } = await own.send("audit/page", { limit: 100 });
  const change = entries.find(({ to, action }) => to === WAITING && action === "change");
  expect(change).toMatchObject({ from: null, after: "OptOut", note: "by phone", result: "done" });
  expect(await own.send("audit/verify", {})).toMatchObject({ ok: true });
}

test("an update while the browser is closed keeps everything that an earlier build has stored", async ({
  kind,
  emulator,
  pages,
  folder,
  profile,
}) => {
  const url = pages.url("update.html", OUT, CLEAR);
  const before = await startBrowserWith(kind, folder, { profile });
  await work(before, await openOwn(before), emulator, url);
  await before.close();

  await putPresentBuild(kind, folder);
  const after = await startBrowserWith(kind, folder, { profile });
  const own = await openOwn(after);
  await expectKept(own, emulator);
  const page = await after.newPage();
  await page.goto(url);
  await expect.poll(() => painted(page)).toEqual(["415-555-2602", "415-555-2702"]);
  expect(page.errors).toEqual([]);
  await after.close();
});

test("an update of an earlier build leaves no open tab unguarded, and nothing double", async ({
  kind,
  emulator,
  pages,
  folder,
  profile,
}) => {
  const url = pages.url("update.html", OUT, CLEAR);
  const browser = await startBrowserWith(kind, folder, { profile });
  const page = await work(browser, await openOwn(browser), emulator, url);
  const launches = await watchLaunches(browser);

  await putPresentBuild(kind, folder);
  await browser.reloadExtension();
  const own = await openOwn(browser);
  await expectKept(own, emulator);
  await page.bringToFront();
  await expect.poll(async () => (await own.pageStatus(url)).kind).toBe("guarded");
  const attributes = { "#text": "opted-out", "#clear": null, "#input": "opted-out" };
  await expect
    .poll(async () => (await readMarks(page, Object.keys(attributes))).attributes)
    .toEqual(attributes);
  // Whichever verdict comes first is painted first.
  await expect.poll(() => painted(page)).toEqual(["415-555-2602", "415-555-2702"]);

  for (const id of ["text", "open"]) {
    await page.click(`#${id}`);
    await expect
      .poll(async () => (await own.card(url))?.text ?? "", { message: id })
      .toMatch(/Text blocked/);
    const cards = () => document.querySelectorAll("[data-consent-guard-card]").length;
    expect(await page.evaluate(cards)).toBe(1);
    await page.press("Escape");
    await expect.poll(() => own.card(url), { message: id }).toBeNull();
  }
  expect(await launches.list()).toEqual([]);
  await page.click("#clear");
  await expect.poll(() => launches.list()).toEqual([`sms:${CLEAR}`]);

  // What the old guard has put into the page goes with the new one.
  await own.send("settings/update", { pausedSites: [SITE] });
  const left = () => ({
    attributes: document.querySelectorAll("[data-consent-guard],[data-consent-guard-card]").length,
    highlights: [...CSS.highlights.keys()],
    sheets: document.adoptedStyleSheets.length,
    own: document.querySelector("#input")?.getAttribute("aria-disabled"),
    link: document.querySelector("#text")?.outerHTML,
  });
  await expect
    .poll(() => page.evaluate(left))
    .toEqual({
      attributes: 0,
      highlights: [],
      sheets: 0,
      own: "true",
      link: `<a id="text" href="sms:${OUT}">Text</a>`,
    });
  // The earlier build stumbled on its way out.
  expect(page.errors.filter((error) => !error.includes("'onMessage'"))).toEqual([]);
  await browser.close();
});
