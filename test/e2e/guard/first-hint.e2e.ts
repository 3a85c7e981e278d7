import { fileURLToPath } from "node:url";
import { CLIENT_ID } from "../../emulator/oauth/apps.ts";
import { servePages } from "../../support/page-server.ts";
import { expect, test } from "../test.ts";
import { PAGE_CONSENTS } from "./customers.ts";

interface Storage {
  readonly storage: {
    readonly local: {
      get(key: string): Promise<Record<string, unknown>>;
      remove(key: string): Promise<void>;
    };
  };
}
declare const browser: Storage | undefined;
declare const chrome: Storage;

const PAGES = fileURLToPath(new URL("../pages/", import.meta.url));

test("tells once what a mark means, and is in nobody's way", async ({ emulator, guarded, own }) => {
  emulator.putRecords(PAGE_CONSENTS);
  const server = await servePages(PAGES);
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID, sites: ["http://localhost/*"] });
  await own.page.evaluate(() =>
    (typeof browser === "undefined" ? chrome : browser).storage.local.remove("hint-shown"),
  );
  const page = await guarded.newPage();
  await page.goto(`${server.url}/card-hover/`);
  const card = () => own.card(page.url());
  await expect
    .poll(async () => (await card())?.text)
    .toContain("Customers who opted out are marked");
  expect(await card()).toMatchObject({ visible: true, buttons: ["Close"] });
  const html = (): Promise<string> => page.evaluate(() => document.documentElement.outerHTML);
  const without = (await html()).replace(/<div data-consent-guard-card.*?<\/div>/, "");
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe("body");
  expect(await page.evaluate(() => document.scrollingElement?.scrollWidth === innerWidth)).toBe(
    true,
  );

  // What is being done on the page goes on, and the hint stays until it is closed.
  await page.focus("#draft");
  await page.type("Hello");
  expect((await card())?.text).toContain("Customers who opted out are marked");
  await page.press("Escape");
  await expect.poll(card).toBeNull();
  expect(await html()).toBe(without);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("draft");

  await page.goto(`${server.url}/card-hover/?again`);
  await page.waitFor(() => CSS.highlights.has("consent-opted-out"));
  await expect
    .poll(() => own.pageStatus(page.url()))
    .toMatchObject({ kind: "guarded", report: { unverified: 0 } });
  expect(await card()).toBeNull();
  const stored = await own.page.evaluate(() =>
    (typeof browser === "undefined" ? chrome : browser).storage.local.get("hint-shown"),
  );
  expect(stored).toEqual({ "hint-shown": true });
  expect(page.errors).toEqual([]);
  await server.close();
});
