import { fileURLToPath } from "node:url";
import type { E164 } from "../../../lib/phone/e164.ts";
import { BUSINESS_NUMBERS } from "../../emulator/account/business-numbers.ts";
import { CLIENT_ID } from "../../emulator/oauth/apps.ts";
import { watchLaunches } from "../../support/external-launches.ts";
import { servePages } from "../../support/page-server.ts";
import { PAGE_CONSENTS } from "../guard/customers.ts";
import { expect, test } from "../test.ts";

const PAGES = fileURLToPath(new URL("pages/", import.meta.url));
const SOON = { intervals: [50] };
const [FIRST, SECOND] = BUSINESS_NUMBERS.map(({ phoneNumber }) => phoneNumber as E164);

test("a page cannot lure a person into texting anyway", async ({ emulator, guarded, own }) => {
  if (!FIRST || !SECOND) throw new Error("no business numbers");
  emulator.putRecords([
    ...PAGE_CONSENTS,
    {
      to: "+14155552610",
      from: FIRST,
      optStatus: "OptOut",
      source: "Recipient",
      coverage: "PhoneNumber",
    },
  ]);
  const server = await servePages(PAGES);
  await own.signIn({
    serverUrl: emulator.url,
    clientId: CLIENT_ID,
    sites: ["http://localhost/*"],
    businessNumbers: [FIRST, SECOND],
    anyNumberBlocks: false,
  });
  const launches = await watchLaunches(guarded);
  const page = await guarded.newPage();
  const url = `${server.url}/covered.html`;
  await page.goto(url);
  await page.waitFor(() => CSS.highlights.has("consent-opted-out"));
  await page.click("#text");
  const buttons = async () => (await own.card(url))?.buttons;
  await expect.poll(buttons, SOON).toContain("Text anyway");

  // What is under the mouse at the card's place, as the browser would hit it.
  const isCovered = () =>
    page.evaluate(() => {
      const lure = document.getElementById("lure");
      if (!lure) throw new Error("no lure");
      lure.style.pointerEvents = "auto";
      const hit = document.elementFromPoint(innerWidth - 60, 60);
      lure.style.pointerEvents = "none";
      return hit?.closest("#lure") !== null;
    });
  await page.evaluate(() => (window as unknown as { cover: () => void }).cover());
  await expect.poll(isCovered, SOON).toBe(false);

  // A page that covers it again and again has its way in the end, but then the button does nothing.
  await page.evaluate(async () => {
    const lure = document.getElementById("lure");
    for (let i = 0; i < 12; i++) {
      lure?.hidePopover();
      lure?.showPopover();
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  });
  expect(await isCovered()).toBe(true);
  await page.press("Tab");
  await page.press("Tab");
  await page.press("Enter");
  expect(await buttons()).toContain("Text anyway");
  expect(await launches.list()).toEqual([]);
  expect(page.errors).toEqual([]);
  await server.close();
});
