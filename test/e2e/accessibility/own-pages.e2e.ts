import { OPTED_OUT } from "../../demo/pages.ts";
import { CLIENT_ID } from "../../emulator/oauth.ts";
import { openOptions, openPopup, press, waitForText } from "../../support/agent.ts";
import type { ChromiumBrowser } from "../../support/chromium.ts";
import type { TestPage } from "../../support/test-browser.ts";
import { expect, test } from "../test.ts";
import { accessibilityFaults } from "./axe.ts";

const SCHEMES = ["light", "dark"] as const;

/** Faults of the page in light and in dark. */
async function expectAccessible(browser: unknown, page: TestPage): Promise<void> {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    const faults = await accessibilityFaults((browser as ChromiumBrowser).raw(page));
    expect(faults, `${page.url()} in ${colorScheme}`).toEqual([]);
  }
}

test("the settings page is accessible, signed out and in", async ({ guarded, emulator, own }) => {
  const { page } = await openOptions(guarded);
  await expectAccessible(guarded, page);
  await press(page, "Connect");
  await waitForText(page, "Enter the client ID of your company's RingCentral app.");
  await expectAccessible(guarded, page);
  const sites = ["http://localhost/*", "https://crm.example/*"];
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID, sites });
  await waitForText(page, "Dana Agent");
  await waitForText(page, "(650) 555-0101");
  await expectAccessible(guarded, page);
});

test("the popup is accessible, with a number and its change", async ({
  guarded,
  emulator,
  own,
}) => {
  const empty = await openPopup(guarded);
  await expectAccessible(guarded, empty.page);
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID });
  const { page, status } = await openPopup(guarded, OPTED_OUT.phone);
  await status();
  await expectAccessible(guarded, page);
  await press(page, "Opt back in…");
  await page.waitFor(() => document.querySelector("dialog[open]"));
  await expectAccessible(guarded, page);
});
