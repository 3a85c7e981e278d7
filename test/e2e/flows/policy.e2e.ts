import { CLEAR, recordPath } from "../../demo/pages.ts";
import { CLIENT_ID } from "../../emulator/oauth.ts";
import { openOptions, waitForText } from "../../support/agent.ts";
import { cannotManage, startManagedBrowser } from "../../support/managed-browser.ts";
import { openOwn } from "../../support/own-page.ts";
import { notePassedClicks, passedClicks } from "../../support/passed-clicks.ts";
import { expect, test } from "./test.ts";

const LOCKED = ["Server URL", "Client ID", "Site address", "When consent cannot be verified"];

test("obeys a company's policy from the start, and locks what it sets", async ({
  kind,
  emulator,
  crm,
}) => {
  const why = cannotManage(kind);
  test.skip(why !== null, why ?? "");
  const browser = await startManagedBrowser(kind, {
    serverUrl: emulator.url,
    clientId: CLIENT_ID,
    sites: ["http://localhost/*", "https://*.crm.example/*"],
    unverified: "block",
  });
  try {
    const own = await openOwn(browser);
    const { page } = await openOptions(browser);

    await test.step("settings are locked, and say by whom", async () => {
      await waitForText(page, "Your company sets this.");
      const state = await page.evaluate((labels) => {
        const all = [...document.querySelectorAll("label")];
        return labels.map((label) => {
          const text = all.find(({ textContent }) => textContent === label);
          const control = document.getElementById(text?.htmlFor ?? "");
          return { label, disabled: control?.matches(":disabled") };
        });
      }, LOCKED);
      expect(state).toEqual(LOCKED.map((label) => ({ label, disabled: true })));
      await expect(own.send("settings/update", { unverified: "allow" })).rejects.toThrow(
        "setting-locked",
      );
    });

    await test.step("a site whose permission is there is guarded at once, by the policy's rule", async () => {
      const customer = await browser.newPage();
      await customer.goto(`${crm.url}${recordPath(CLEAR)}`);
      await expect
        .poll(() => own.pageStatus(crm.url))
        .toMatchObject({ kind: "guarded", pattern: "http://localhost/*" });
      await notePassedClicks(customer);
      await customer.click("#text");
      await expect
        .poll(async () => (await own.card(crm.url))?.text)
        .toContain("Consent Guard is not signed in to RingCentral");
      expect((await own.card(crm.url))?.text).toContain("Text blocked");
      expect(await passedClicks(customer)).toBe(0);
    });

    await test.step("the other one asks for its permission", async () => {
      await page.bringToFront();
      await waitForText(page, "Your company guards 1 site. Allow Consent Guard on it.");
    });

    await test.step("the first run is one step, done by keyboard alone", async () => {
      const welcome = await browser.openOwnPage("welcome.html");
      await waitForText(welcome, "Your company has set everything up");
      const onSignIn = (): Promise<boolean> =>
        welcome.evaluate(() => document.activeElement?.textContent === "Sign in");
      for (let step = 0; step < 20 && !(await onSignIn()); step++) await welcome.press("Tab");
      expect(await onSignIn()).toBe(true);
      await welcome.press("Enter");
      await waitForText(welcome, "You are guarded");
    });
  } finally {
    await browser.close();
  }
});
