import { fileURLToPath } from "node:url";
import { CLIENT_ID } from "../../emulator/oauth/apps.ts";
import { servePages } from "../../support/page-server.ts";
import { expect, test } from "../test.ts";
import { PAGE_CONSENTS } from "./customers.ts";

const PAGES = fileURLToPath(new URL("../pages/", import.meta.url));

test("tells of a marked number on hover and focus, and gets out of the way", async ({
  emulator,
  guarded,
  own,
}) => {
  emulator.putRecords(PAGE_CONSENTS);
  const server = await servePages(PAGES);
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID, sites: ["http://localhost/*"] });
  const page = await guarded.newPage();
  await page.goto(`${server.url}/card-hover/`);
  await page.waitFor(() => CSS.highlights.has("consent-opted-out"));
  const before = await page.evaluate(() =>
    document.documentElement.outerHTML.replace(/<consent-guard-card.*?<\/consent-guard-card>/, ""),
  );
  const card = () => own.card(page.url());
  const text = async (): Promise<string> => (await card())?.text ?? "";

  await page.hover("#out");
  await expect.poll(text).toContain("(415) 555-2600");
  expect(await text()).toContain("Opted out");
  expect(await text()).toContain("Support");
  expect((await card())?.buttons).toEqual(["Check now", "Check this number"]);
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe("body");

  await page.press("Escape");
  await expect.poll(card).toBeNull();

  await page.hover("#clear");
  await page.hover("#away");
  await page.hover("#field");
  await expect.poll(text).toContain("(415) 555-2600");
  await page.hover("#away");
  await expect.poll(card).toBeNull();

  await page.hover("#closed");
  await expect.poll(text).toContain("(415) 555-2600");
  await page.hover("#away");
  await expect.poll(card).toBeNull();

  await page.focus("#field");
  await page.press("Shift+Tab");
  await expect.poll(text).toContain("Opted out");
  await page.press("Escape");
  await expect.poll(card).toBeNull();

  // What lies over a draft that is being written is not shown.
  await page.focus("#draft");
  await page.hover("#out");
  await page.hover("#field");
  await expect.poll(text).toContain("(415) 555-2600");
  await page.press("Escape");
  expect(await page.evaluate(() => document.documentElement.outerHTML)).toBe(before);
  expect(page.errors).toEqual([]);
  await server.close();
});
