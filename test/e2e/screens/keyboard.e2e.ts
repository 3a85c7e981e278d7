import { DEMO_CUSTOMERS } from "../../emulator/demo-customers.ts";
import { CLIENT_ID } from "../../emulator/oauth.ts";
import { waitForText } from "../../support/agent.ts";
import { openLists } from "../../support/list-page.ts";
import type { TestPage } from "../../support/test-browser.ts";
import { expect, test } from "../flows/test.ts";

interface Tabs {
  readonly tabs: { query(filter: object): Promise<{ id: number; url?: string }[]> };
}
declare const browser: Tabs | undefined;
declare const chrome: Tabs;

const MOST_TABS = 80;

/** What a screen reader would call the element that has the focus. */
const focused = (page: TestPage): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    const label = (element as HTMLInputElement | null)?.labels?.[0];
    const name = element?.getAttribute("aria-label") ?? (label ?? element)?.textContent;
    return name?.trim() ?? "";
  });

/** Goes on by Tab until the named control has the focus, and sees that a person would, too. */
async function tabTo(page: TestPage, name: string | RegExp): Promise<void> {
  for (let step = 0; step < MOST_TABS; step++) {
    const now = await focused(page);
    if (typeof name === "string" ? now === name : name.test(now)) {
      const isVisible = await page.evaluate(() => {
        const element = document.activeElement;
        return (
          element?.matches(":focus-visible") && getComputedStyle(element).outlineStyle !== "none"
        );
      });
      expect(isVisible, `the focus on ${name} is to be seen`).toBe(true);
      return;
    }
    await page.press("Tab");
  }
  throw new Error(`no Tab leads to ${name}`);
}

const byTag = (page: TestPage, selector: string): Promise<void> =>
  page.waitFor((wanted) => document.querySelector(wanted), selector);

const withConsent = (wanted: string): string =>
  DEMO_CUSTOMERS.find(({ consent }) => consent === wanted)?.phone ?? "";
const customer = withConsent("clear");
const optedOut = withConsent("opted-out");

test("every flow is done by keyboard alone", async ({ kind, emulator, guarded, own, crm }) => {
  test.slow();

  await test.step("first run", async () => {
    const page = await guarded.openOwnPage("welcome.html");
    await waitForText(page, "Connect RingCentral");
    await tabTo(page, "Server URL");
    await page.press("Control+a");
    await page.type(emulator.url);
    await tabTo(page, "Client ID");
    await page.type(CLIENT_ID);
    await page.press("Enter");
    await waitForText(page, "Support");
    await tabTo(page, "Text from Support");
    await page.press(" ");
    await waitForText(page, "Site address");
    await tabTo(page, "Site address");
    await page.type(crm.url);
    await page.press("Enter");
    await waitForText(page, "A customer's number");
    await tabTo(page, "A customer's number");
    await page.type(optedOut);
    await byTag(page, ".try-link a.opted-out");
    await tabTo(page, /^Text \(/);
    await page.press("Enter");
    await waitForText(page, "Text blocked");
    await tabTo(page, "Finish");
    await page.press("Enter");
    await waitForText(page, "You are guarded");
    expect(page.errors).toEqual([]);
    await page.close();
  });

  await test.step("check, history and change", async () => {
    const popup = await guarded.openOwnPage("popup.html");
    await popup.waitFor(() => document.activeElement?.matches("input"));
    await popup.type(customer);
    await byTag(popup, ".check-card");
    await tabTo(popup, "History");
    await popup.press("Enter");
    await popup.waitFor(() => document.querySelector(".history[open]")?.children.length === 2);
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
    await byTag(popup, ".banner.success");
    await byTag(popup, ".check-card.opted-out");
    expect(await focused(popup)).toBe("Check a number");
    const changes = emulator.log().filter(({ method }) => method === "PATCH");
    expect(changes.map(({ body }) => body)).toMatchObject([
      { records: [{ to: customer, optStatus: "OptOut", coverage: "Account", notes: "by phone" }] },
    ]);
    await popup.close();
  });
  // What follows is the same code in both browsers.
  if (kind !== "chromium") return;

  await test.step("several customers of a page", async () => {
    const page = await guarded.newPage();
    await page.goto(crm.url);
    const tabOf = (): Promise<number | undefined> =>
      own.page.evaluate(async (begin) => {
        const api = typeof browser === "undefined" ? chrome : browser;
        return (await api.tabs.query({})).find(({ url }) => url?.startsWith(begin))?.id;
      }, crm.url);
    await expect.poll(tabOf).toBeDefined();
    const tabId = (await tabOf()) ?? 0;
    await expect
      .poll(async () => (await own.send("page/numbers", { tabId })).total)
      .toBeGreaterThan(10);
    const popup = await guarded.openOwnPage(`popup.html?tab=${tabId}`);
    await byTag(popup, ".page-numbers li");
    // Narrowed to those who may be texted, of whom two are picked.
    await tabTo(popup, /Opted out$/);
    await popup.press("Enter");
    await popup.waitFor(() => !document.querySelector(".page-numbers .badge.clear"));
    await tabTo(popup, /^Select /);
    await popup.press(" ");
    await popup.press("ArrowDown");
    await popup.press(" ");
    await waitForText(popup, "2 selected");
    await tabTo(popup, "Opt back in…");
    await popup.press("Enter");
    await waitForText(popup, "Opt 2 customers back in?");
    await tabTo(popup, "Opt back in");
    await popup.press("Enter");
    await waitForText(popup, "2 customers opted back in");
    expect(await focused(popup)).toBe("Check a number");
    await popup.close();
    await page.close();
  });

  await test.step("an upload", async () => {
    const { page } = await openLists(guarded, "upload");
    await tabTo(page, "Or paste numbers or a table");
    await page.type("Phone\n4155559901\n4155559902");
    await tabTo(page, "Use this text");
    await page.press("Enter");
    await page.waitFor(() => document.activeElement?.matches(".table-source"));
    await tabTo(page, /^Opted (out|in)$/);
    await page.press(" ");
    await tabTo(page, "Check the list");
    await page.press("Enter");
    await waitForText(page, "Send 2 changes");
    await tabTo(page, "Send 2 changes");
    await page.press("Enter");
    await waitForText(page, "Finished: 2 done");
    await page.close();
  });

  await test.step("a scrub", async () => {
    const lists = await openLists(guarded, "scrub");
    const { page } = lists;
    await tabTo(page, "Or paste numbers or a table");
    const out = emulator.store.records().findLast(({ optStatus }) => optStatus === "OptOut")?.to;
    await page.type(`Phone\n4155559903\n${out}`);
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
    expect(await lists.saved()).toBe("Phone\n4155559903\n");
    await page.close();
  });

  await test.step("an export", async () => {
    const { page } = await openLists(guarded, "export");
    await tabTo(page, "Make the file");
    await page.press("Enter");
    await page.waitFor(() =>
      [...document.querySelectorAll("button")].some(({ textContent }) =>
        /^Save consent/.test(textContent),
      ),
    );
    await tabTo(page, /^Save consent/);
    await page.press("Enter");
    await page.waitFor(() => (globalThis as { saved?: Blob[] }).saved?.length === 1);
    await page.close();
  });

  await test.step("a search of the audit log", async () => {
    const audit = await guarded.openOwnPage("audit.html");
    await waitForText(audit, "entries shown");
    await tabTo(audit, "Number");
    await audit.type(customer.slice(-4));
    await audit.waitFor(() => document.querySelectorAll("tbody tr").length > 0);
    await tabTo(audit, "Person");
    await audit.type("nobody of this name");
    await waitForText(audit, "Nothing in the log matches this search.");
    await audit.close();
  });

  await test.step("the settings: search, change, and forget everything", async () => {
    const options = await guarded.openOwnPage("options.html");
    await byTag(options, "#data");
    await tabTo(options, "Search settings");
    await options.type("notify");
    await options.waitFor(
      () => document.querySelectorAll("section.section:not([hidden])").length === 1,
    );
    await tabTo(options, "Sync every");
    await options.press("ArrowUp");
    await options.press("Enter");
    await expect
      .poll(async () => (await own.send("state/get", {})).settings.values.syncMinutes)
      .toBe(16);
    await options.close();

    const records = await guarded.openOwnPage("options.html#records");
    await byTag(records, "#records");
    await tabTo(records, "Forget everything…");
    await records.press("Enter");
    await records.waitFor(() => document.querySelector("dialog")?.contains(document.activeElement));
    await records.press("Escape");
    await records.waitFor(() => !document.querySelector("dialog"));
    expect(await focused(records)).toBe("Forget everything…");
    await records.press("Enter");
    await tabTo(records, "Forget everything");
    await records.press("Enter");
    await waitForText(records, "Consent Guard is not set up yet");
    expect((await own.send("state/get", {})).session.status).toBe("signed-out");
  });
});
