import { DEMO_CUSTOMERS } from "../../emulator/demo-customers.ts";
import type { TestPage } from "../../support/test-browser.ts";
import { routes as buttons, ordinary } from "../pages/route-buttons.routes.ts";
import { routes as c2d } from "../pages/route-c2d.routes.ts";
import { routes as embeddable } from "../pages/route-embeddable.routes.ts";
import { routes as forms } from "../pages/route-forms.routes.ts";
import { routes as frames } from "../pages/route-frames.routes.ts";
import { routes as links } from "../pages/route-links.routes.ts";
import { routes as record, ordinary as recordOrdinary } from "../pages/route-record.routes.ts";
import { routes as scripts } from "../pages/route-scripts.routes.ts";
import { routes as shadow } from "../pages/route-shadow.routes.ts";
import type { ExpectedRoute } from "./expected-route.ts";
import { hover, press } from "./press.ts";
import { fillIn } from "./route-pages.ts";
import { expect, test } from "./test.ts";

const customer = (consent: "clear" | "opted-out", nth = 0): string =>
  DEMO_CUSTOMERS.filter((one) => one.consent === consent)[nth]?.phone ?? "";
const OUT = customer("opted-out");
const CLEAR = customer("clear");
const OTHER = customer("clear", 1);

interface Recorded {
  readonly opened: string[];
  readonly seen: string[];
  readonly widget: { readonly service: string | null; readonly refused: string[] };
}

const SOON = { intervals: [50] };

const PAGES: Readonly<Record<string, readonly ExpectedRoute[]>> = {
  links,
  scripts,
  forms,
  shadow,
  buttons,
  record,
  c2d,
  embeddable,
  frames,
};

const recorded = (page: TestPage): Promise<string[]> =>
  page.evaluate(() => {
    const { opened, seen } = window as unknown as Recorded;
    return [...opened, ...seen];
  });

for (const [name, routes] of Object.entries(PAGES)) {
  test(`${name}: nothing to an opted-out customer leaves, all else does`, async ({
    guarded,
    own,
    routePages,
    launches,
    kind,
  }) => {
    test.setTimeout(180_000);
    const here = routes.filter(({ onlyIn }) => onlyIn === undefined || onlyIn === kind);
    const open = async (to: string): Promise<{ page: TestPage; url: string }> => {
      const page = await guarded.newPage();
      const url = routePages.url(`route-${name}.html`, to, OTHER);
      await page.goto(url);
      await launches.clear();
      return { page, url };
    };
    const pressOn = async (page: TestPage, route: ExpectedRoute): Promise<void> => {
      if (route.hover) await hover(page, route.hover, route.id);
      await press(page, route.id, route.press);
    };

    const { page: refusing, url } = await open(OUT);
    for (const route of here.filter(({ unheldIn }) => !unheldIn?.includes(kind))) {
      const what = `${route.press} on ${route.id}`;
      await refusing.evaluate(() => {
        (window as unknown as Recorded).seen.length = 0;
      });
      await pressOn(refusing, route);
      await expect
        .poll(async () => (await own.card(url))?.text ?? "", { ...SOON, message: what })
        .toContain(route.warns ? "Check before you text" : "Text blocked");
      expect(await launches.list(), what).toEqual([]);
      if (!route.pageSees) expect(await recorded(refusing), what).toEqual([]);
      await refusing.press("Escape");
      await expect.poll(() => own.card(url), { ...SOON, message: what }).toBeNull();
    }
    expect(refusing.errors).toEqual([]);
    await refusing.close();

    for (const route of here.filter(({ unheldIn }) => unheldIn?.includes(kind))) {
      const { page } = await open(OUT);
      await pressOn(page, route);
      await expect.poll(launches.list, { ...SOON, message: route.id }).not.toEqual([]);
      await page.close();
    }

    // What has left opens a dialog of the browser's own: a page for each.
    for (const route of here) {
      const what = `${route.press} on ${route.id} goes on`;
      const { page } = await open(CLEAR);
      await pressOn(page, route);
      const { leaves } = route;
      if (typeof leaves === "string") {
        const address = fillIn(leaves, CLEAR, OTHER);
        await expect.poll(launches.list, { ...SOON, message: what }).toContain(address);
      } else if (leaves !== null) {
        const pattern = new RegExp(fillIn(leaves.source, CLEAR.replace("+", "\\+"), OTHER));
        await expect
          .poll(launches.list, { ...SOON, message: what })
          .toContainEqual(expect.stringMatching(pattern));
      }
      if (route.opens) {
        await page.waitFor(() => (window as unknown as Recorded).opened.length === 1);
      }
      expect(page.errors, what).toEqual([]);
      await page.close();
    }
  });
}

test("calls stay free", async ({ guarded, own, routePages, launches }) => {
  const page = await guarded.newPage();
  const url = routePages.url("route-c2d.html", OUT, OTHER);
  await page.goto(url);
  await hover(page, "number", "bubble-call");
  await press(page, "bubble-call", "click");
  await page.waitFor((to) => (window as unknown as Recorded).opened.includes(`call ${to}`), OUT);
  const links = await guarded.newPage();
  await links.goto(routePages.url("route-buttons.html", OUT, OTHER));
  await links.click("a[href^='tel:']");
  await expect.poll(launches.list, SOON).toEqual([`tel:${OUT}`]);
  expect(await own.card(url)).toBeNull();
});

test("texting pages are guarded where the setting says so", async ({
  guarded,
  own,
  routePages,
  launches,
}) => {
  await own.send("settings/update", { webTexting: true });
  const page = await guarded.newPage();
  const url = routePages.url("route-web-texting.html", OUT, CLEAR);
  await page.goto(url);
  await page.waitFor(
    () => document.querySelectorAll("[data-consent-guard=opted-out]").length === 1,
  );
  await press(page, "whatsapp", "click");
  await expect.poll(async () => (await own.card(url))?.text ?? "", SOON).toContain("Text blocked");
  expect(await launches.list()).toEqual([]);
  await page.press("Escape");
  await own.send("settings/update", { webTexting: false });
  await page.waitFor(() => !document.querySelector("[data-consent-guard]"));
  await press(page, "whatsapp", "click");
  const left = `https://wa.me/${OUT.slice(1)}`;
  await expect.poll(launches.list, SOON).toContain(left);
});

test("RingCentral Embeddable asks the guard where the page has no service of its own", async ({
  guarded,
  routePages,
}) => {
  const page = await guarded.newPage();
  await page.goto(routePages.url("route-embeddable.html", OUT, OTHER));
  await page.waitFor(() => (window as unknown as Recorded).widget.service === "Consent Guard");
  await press(page, "message", "click");
  await page.waitFor(() => (window as unknown as Recorded).widget.refused.length === 1);
  const { opened, widget } = await page.evaluate(() => {
    const { opened, widget } = window as unknown as Recorded;
    return { opened, widget };
  });
  expect(opened).toEqual([]);
  expect(widget.refused[0]).toContain("Text blocked. Call or email instead.");

  const clear = await guarded.newPage();
  await clear.goto(routePages.url("route-embeddable.html", CLEAR, OTHER));
  await clear.waitFor(() => (window as unknown as Recorded).widget.service === "Consent Guard");
  await press(clear, "message", "click");
  await clear.waitFor((to) => (window as unknown as Recorded).opened.includes(to), CLEAR);

  const crm = await guarded.newPage();
  await crm.goto(`${routePages.url("route-embeddable.html", CLEAR, OTHER)}&service`);
  await crm.waitFor(() => (window as unknown as Recorded).widget.service === "The CRM");
});

test("buttons that only stand near an opted-out customer stay as they are", async ({
  guarded,
  own,
  routePages,
}) => {
  const page = await guarded.newPage();
  for (const [name, ids] of Object.entries({ buttons: ordinary, record: recordOrdinary })) {
    const url = routePages.url(`route-${name}.html`, OUT, OTHER);
    await page.goto(url);
    for (const id of ids) {
      await press(page, id, "click");
      await page.waitFor(
        (wanted) => (window as unknown as { opened: string[] }).opened.includes(wanted),
        id,
      );
    }
    expect(await own.card(url)).toBeNull();
  }
  expect(page.errors).toEqual([]);
});
