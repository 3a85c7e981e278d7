import { DEMO_CUSTOMERS } from "../../emulator/demo-customers.ts";
import { CLIENT_ID } from "../../emulator/oauth.ts";
import { openLists } from "../../support/list-page.ts";
import type { TestPage } from "../../support/test-browser.ts";
import { expect, test } from "../test.ts";

const MOST_TABS = 60;

/** What a screen reader would call the element that has the focus. */
const focused = (page: TestPage): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    const label = (element as HTMLInputElement | null)?.labels?.[0];
    return (label ?? element)?.textContent?.trim() ?? "";
  });

/** Goes on by Tab until the named control has the focus. */
async function tabTo(page: TestPage, name: string): Promise<void> {
  for (let step = 0; step < MOST_TABS; step++) {
    if ((await focused(page)) === name) return;
    await page.press("Tab");
  }
  throw new Error(`no Tab leads to ${name}`);
}

const customer = DEMO_CUSTOMERS.find(({ consent }) => consent === "clear")?.phone ?? "";

test("a number is checked and opted out by keyboard alone", async ({ emulator, guarded, own }) => {
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID });
  const popup = await guarded.openOwnPage("popup.html");
  await popup.waitFor(() => document.activeElement?.matches("input"));
  await popup.type(customer);
  await popup.waitFor(() => document.querySelector(".check-card"));

  await tabTo(popup, "Opt out…");
  await popup.press("Enter");
  await popup.waitFor(() => document.querySelector("dialog")?.contains(document.activeElement));
  await popup.press("Escape");
  await popup.waitFor(() => !document.querySelector("dialog"));
  expect(await focused(popup)).toBe("Opt out…");

  await popup.press("Enter");
  await popup.waitFor(() => document.querySelector("dialog")?.contains(document.activeElement));
  await tabTo(popup, "Note (optional)");
  await popup.type("by phone");
  await tabTo(popup, "Opt out");
  await popup.press("Enter");
  await popup.waitFor(() => document.querySelector(".banner.success"));
  await popup.waitFor(() => document.querySelector(".check-card.opted-out"));
  expect(await focused(popup)).toBe("Check a number");

  const changes = emulator.log().filter(({ method }) => method === "PATCH");
  expect(changes.map(({ body }) => body)).toMatchObject([
    { records: [{ to: customer, optStatus: "OptOut", coverage: "Account", notes: "by phone" }] },
  ]);
});

test("a pasted list is scrubbed and saved by keyboard alone", async ({
  emulator,
  guarded,
  own,
}) => {
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID });
  const lists = await openLists(guarded, "scrub");
  const { page } = lists;
  const optedOut = emulator.store.records().find(({ optStatus }) => optStatus === "OptOut")?.to;
  await tabTo(page, "Or paste numbers or a table");
  await page.type(`Phone\n${customer}\n${optedOut}`);
  await tabTo(page, "Use this text");
  await page.press("Enter");
  await page.waitFor(() => document.activeElement?.matches(".table-source"));
  await tabTo(page, "Scrub the list");
  await page.press("Enter");
  await lists.waitForText("1 row taken out");
  expect(await focused(page)).toBe("Scrub the list");
  await tabTo(page, "Save the list (1 row)");
  await page.press("Enter");
  await page.waitFor(() => (globalThis as { saved?: Blob[] }).saved?.length === 1);
  expect(await lists.saved()).toBe(`Phone\n${customer}\n`);
});

test("the settings are reached, searched and changed by keyboard alone", async ({
  emulator,
  guarded,
  own,
}) => {
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID });
  const options = await guarded.openOwnPage("options.html");
  await options.waitFor(() => document.querySelector("#data"));
  await tabTo(options, "Search settings");
  await options.type("notify");
  await options.waitFor(
    () => document.querySelectorAll("section.section:not([hidden])").length === 1,
  );
  await tabTo(options, "Sync every");
  await options.press("ArrowUp");
  await options.press("Enter");
  for (;;) {
    const { settings } = await own.send("state/get", {});
    if (settings.values.syncMinutes === 16) break;
  }
});
