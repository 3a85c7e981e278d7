import { CLIENT_ID } from "../../emulator/oauth.ts";
import { openPopup, press, shows, waitForText } from "../../support/agent.ts";
import type { OwnPage } from "../../support/own-page.ts";
import { expect, test } from "./test.ts";

interface Tabs {
  readonly tabs: { query(filter: object): Promise<{ id: number; url?: string }[]> };
}
declare const browser: Tabs | undefined;
declare const chrome: Tabs;

const tabOf = (own: OwnPage, address: string): Promise<number | undefined> =>
  own.page.evaluate(async (begin) => {
    const api = typeof browser === "undefined" ? chrome : browser;
    return (await api.tabs.query({})).find(({ url }) => url?.startsWith(begin))?.id;
  }, address);

test("several customers of a page are opted out at once, and the page follows", async ({
  emulator,
  guarded,
  own,
  crm,
}) => {
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID, sites: [`${crm.url}/`] });
  const page = await guarded.newPage();
  await page.goto(crm.url);
  await expect.poll(() => tabOf(own, crm.url)).toBeDefined();
  const tabId = (await tabOf(own, crm.url)) ?? 0;
  await expect
    .poll(async () => (await own.send("page/numbers", { tabId })).total)
    .toBeGreaterThan(10);
  const optedOut = async (): Promise<number | null> => {
    const status = await own.send("page/status", { tabId });
    return status.kind === "guarded" ? status.report.optedOut : null;
  };
  const listed = await own.send("page/numbers", { tabId });
  const count = listed.numbers.filter(({ kind }) => kind === "opted-out").length;
  await expect.poll(optedOut).toBe(count);

  const popup = await guarded.openOwnPage(`popup.html?tab=${tabId}`);
  await popup.waitFor(() => document.querySelectorAll(".page-numbers li").length > 10);
  // Those who opted out come first and fill the list's first fifty.
  await press(popup, "Show 50 more");
  await popup.waitFor(() => document.querySelectorAll(".page-numbers .badge.clear").length > 2);
  const { numbers } = await own.send("page/numbers", { tabId });
  const clear = numbers.filter(({ kind }) => kind === "clear").slice(0, 2);
  await popup.evaluate(() => {
    const rows = [...document.querySelectorAll(".page-numbers li")];
    for (const row of rows.filter((one) => one.querySelector(".badge.clear")).slice(0, 2)) {
      row.querySelector("input")?.click();
    }
  });
  await waitForText(popup, "2 selected");
  await press(popup, "Opt out…");
  await waitForText(popup, "Opt out 2 customers?");
  await press(popup, "Opt out");
  await waitForText(popup, "2 customers opted out");

  const changes = emulator.log().filter(({ method }) => method === "PATCH");
  expect(changes.map(({ body }) => body)).toMatchObject([
    { records: clear.map(({ recipient }) => ({ to: recipient, optStatus: "OptOut" })) },
  ]);
  // A page in the background may take its time.
  await page.bringToFront();
  await expect.poll(optedOut).toBe(count + 2);

  await test.step("and only looked at by a person whose role allows no changes", async () => {
    emulator.setSwitches({ missingPermissions: ["EditSmsConsents"] });
    const single = await openPopup(guarded, clear[0]?.recipient);
    await single.status();
    await single.change("Opt back in");
    await waitForText(single.page, "You can look, but not change");
    await waitForText(single.page, "Your RingCentral user may not change consents.");
    expect(await shows(single.page, "Opt back in…")).toBe(false);
  });
});

test("a number of the page is brought into view", async ({ emulator, guarded, own, crm }) => {
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID, sites: [`${crm.url}/`] });
  const page = await guarded.newPage();
  await page.goto(crm.url);
  await expect.poll(() => tabOf(own, crm.url)).toBeDefined();
  const tabId = (await tabOf(own, crm.url)) ?? 0;
  await expect
    .poll(async () => (await own.send("page/numbers", { tabId })).total)
    .toBeGreaterThan(100);
  const { numbers } = await own.send("page/numbers", { tabId });
  const last = numbers.at(-1)?.recipient;
  if (!last) throw new Error("no number on the page");
  expect(await own.send("page/reveal", { tabId, recipient: last })).toEqual({ found: true });
  await page.bringToFront();
  await page.waitFor(() => scrollY > 0 || document.scrollingElement?.scrollTop);
});
