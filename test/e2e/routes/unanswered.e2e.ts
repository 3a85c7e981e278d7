import { DEMO_CUSTOMERS } from "../../emulator/demo-customers.ts";
import { CLIENT_ID } from "../../emulator/oauth.ts";
import { watchLaunches } from "../../support/external-launches.ts";
import { SITE } from "../signed-in.ts";
import { expect, test } from "../test.ts";
import { serveRoutePages } from "./route-pages.ts";

test("without an answer a text falls under the policy, and the card says why", async ({
  emulator,
  guarded,
  own,
}) => {
  const [first, second] = DEMO_CUSTOMERS.map(({ phone }) => phone);
  if (!first || !second) throw new Error("no customers");
  const routePages = await serveRoutePages();
  const serverUrl = emulator.url;
  const settings = { serverUrl, clientId: CLIENT_ID, sites: [SITE], unverified: "block" } as const;
  await own.send("settings/update", settings);
  await own.send("sites/granted", {});
  const launches = await watchLaunches(guarded);
  const page = await guarded.newPage();
  const url = routePages.url("route-links.html", first, second);
  await page.goto(url);
  await page.click("#plain");
  await expect
    .poll(async () => (await own.card(url))?.text ?? "", { intervals: [50] })
    .toMatch(/Text blocked[\s\S]*could not be checked/);
  expect(await launches.list()).toEqual([]);
  await routePages.close();
});
