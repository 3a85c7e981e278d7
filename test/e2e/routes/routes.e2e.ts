import { DEMO_CUSTOMERS } from "../../emulator/demo-customers.ts";
import { CLIENT_ID } from "../../emulator/oauth.ts";
import { watchLaunches } from "../../support/external-launches.ts";
import { routes as buttons, ordinary } from "../pages/route-buttons.routes.ts";
import { routes as forms } from "../pages/route-forms.routes.ts";
import { routes as links } from "../pages/route-links.routes.ts";
import { routes as scripts } from "../pages/route-scripts.routes.ts";
import { routes as shadow } from "../pages/route-shadow.routes.ts";
import { test as base, expect } from "../test.ts";
import type { ExpectedRoute } from "./expected-route.ts";
import { press } from "./press.ts";
import { fillIn, type RoutePages, serveRoutePages } from "./route-pages.ts";

const customer = (consent: "clear" | "opted-out", nth = 0): string =>
  DEMO_CUSTOMERS.filter((one) => one.consent === consent)[nth]?.phone ?? "";
const OUT = customer("opted-out");
const CLEAR = customer("clear");
const OTHER = customer("clear", 1);

const SOON = { intervals: [50] };

const PAGES: Readonly<Record<string, readonly ExpectedRoute[]>> = {
  links,
  scripts,
  forms,
  shadow,
  buttons,
};

const test = base.extend<{ readonly routePages: RoutePages }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its pattern
  routePages: async ({}, use) => {
    const pages = await serveRoutePages();
    await use(pages);
    await pages.close();
  },
});

for (const [name, routes] of Object.entries(PAGES)) {
  test(`${name}: nothing to an opted-out customer leaves, all else does`, async ({
    emulator,
    guarded,
    own,
    routePages,
    kind,
  }) => {
    test.setTimeout(180_000);
    const sites = ["http://localhost/*"];
    await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID, sites });
    const launches = await watchLaunches(guarded);
    for (const route of routes) {
      if (route.onlyIn && route.onlyIn !== kind) continue;
      await test.step(`${route.press} on ${route.id}`, async () => {
        for (const to of [OUT, CLEAR]) {
          const page = await guarded.newPage();
          const url = routePages.url(`route-${name}.html`, to, OTHER);
          await page.goto(url);
          await launches.clear();
          await press(page, route.id, route.press);
          if (to === CLEAR) {
            const leaves = route.leaves;
            if (leaves !== null) {
              const source = typeof leaves === "string" ? leaves : leaves.source;
              const filled = fillIn(source, to, OTHER);
              await expect
                .poll(launches.list, { ...SOON, message: `${route.press} on ${route.id} leaves` })
                .toContainEqual(
                  typeof leaves === "string"
                    ? filled
                    : expect.stringMatching(new RegExp(filled.replaceAll("+", "\\+"))),
                );
            }
            if (route.opens)
              await page.waitFor(
                () => (window as unknown as { opened: string[] }).opened.length === 1,
              );
          } else if (route.unheldIn?.includes(kind)) {
            await expect.poll(launches.list, SOON).not.toEqual([]);
          } else {
            await expect
              .poll(async () => (await own.card(url))?.text ?? "", {
                ...SOON,
                message: `${route.press} on ${route.id} is explained`,
              })
              .toContain(route.warns ? "Check before you text" : "Text blocked");
            expect(await launches.list(), `${route.press} on ${route.id}`).toEqual([]);
            const reached = await page.evaluate(() => {
              const { opened, seen } = window as unknown as { opened: string[]; seen: string[] };
              return [...opened, ...seen];
            });
            if (!route.pageSees) expect(reached, `${route.press} on ${route.id}`).toEqual([]);
          }
          expect(page.errors).toEqual([]);
          await page.close();
        }
      });
    }
  });
}

test("buttons that only stand near an opted-out customer stay as they are", async ({
  emulator,
  guarded,
  own,
  routePages,
}) => {
  await own.signIn({
    serverUrl: emulator.url,
    clientId: CLIENT_ID,
    sites: ["http://localhost/*"],
  });
  const page = await guarded.newPage();
  const url = routePages.url("route-buttons.html", OUT, OTHER);
  await page.goto(url);
  for (const id of ordinary) {
    await press(page, id, "click");
    await page.waitFor(
      (wanted) => (window as unknown as { opened: string[] }).opened.includes(wanted),
      id,
    );
  }
  expect(await own.card(url)).toBeNull();
  expect(page.errors).toEqual([]);
});
