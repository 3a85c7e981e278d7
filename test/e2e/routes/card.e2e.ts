import type { E164 } from "../../../lib/phone/e164.ts";
import { DEMO_CUSTOMERS } from "../../emulator/demo-customers.ts";
import type { FirefoxBrowser } from "../../support/firefox.ts";
import { expect, test } from "./test.ts";

const customer = (consent: string): (typeof DEMO_CUSTOMERS)[number] => {
  const found = DEMO_CUSTOMERS.find((one) => one.consent === consent);
  if (!found) throw new Error(`no ${consent} customer`);
  return found;
};
const OUT = customer("opted-out").phone;
const PARTLY = customer("partly").phone;
const CLEAR = customer("clear").phone;
const SOON = { intervals: [50] };

test("a warning can be overridden by the keyboard, for that one attempt", async ({
  guarded,
  own,
  routePages,
  launches,
}) => {
  await own.send("settings/update", {
    anyNumberBlocks: false,
    businessNumbers: ["+16505550101", "+16505550102"] as E164[],
  });
  const page = await guarded.newPage();
  const url = routePages.url("route-links.html", PARTLY, CLEAR);
  await page.goto(url);
  const warned = () =>
    expect
      .poll(async () => (await own.card(url))?.buttons ?? [], SOON)
      .toEqual(["Close", "Check this number", "Text anyway"]);
  await page.waitFor(() => document.querySelector("[data-consent-guard=partly-opted-out]"));
  await page.focus("#prevented");
  await page.press("Enter");
  await warned();
  // What a script of the page does to the card presses nothing.
  await page.evaluate(() => {
    const host = document.querySelector("[data-consent-guard-card]");
    if (!host || host.shadowRoot) throw new Error("the card is open to the page");
    host.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true }));
    document.activeElement?.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true }),
    );
  });
  for (const _ of ["Call", "Check this number", "Text anyway"]) await page.press("Tab");
  await page.press("Enter");
  const opened = () => page.evaluate(() => (window as unknown as { opened: string[] }).opened);
  await expect.poll(opened, SOON).toEqual([PARTLY]);
  expect(await own.card(url)).toBeNull();
  await page.focus("#prevented");
  await page.press("Enter");
  await warned();
  expect(await opened()).toEqual([PARTLY]);
  expect(await launches.list()).toEqual([]);
  expect(page.errors).toEqual([]);
});

test("the card says which of several has opted out, and gives the focus back", async ({
  guarded,
  own,
  routePages,
}) => {
  const page = await guarded.newPage();
  const url = routePages.url("route-links.html", OUT, CLEAR);
  await page.goto(url);
  await page.focus("#several");
  await page.press("Enter");
  const text = async () => ((await own.card(url))?.text ?? "").replace(/[^\d]/g, "");
  await expect.poll(text, SOON).toContain(OUT.slice(2));
  expect(await text()).not.toContain(CLEAR.slice(2));
  // The lawful way on, for the one who is not to be texted.
  const [call, ...others] = Object.entries((await own.card(url))?.links ?? {});
  expect(call).toEqual([expect.stringMatching(/^Call \(\d{3}\)/), `tel:${OUT}`]);
  expect(others).toEqual([]);
  // An app that removes what it does not know.
  await page.evaluate(() => document.querySelector("[data-consent-guard-card]")?.remove());
  await expect.poll(text, SOON).toContain(OUT.slice(2));
  await page.press("Escape");
  await expect.poll(() => own.card(url), SOON).toBeNull();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("several");
});

test("a page that takes every foreign child out wins in the end, and the text stays held", async ({
  guarded,
  own,
  routePages,
  launches,
}) => {
  const page = await guarded.newPage();
  const url = routePages.url("route-links.html", OUT, CLEAR);
  await page.goto(url);
  await page.evaluate(() => {
    const counted = window as unknown as { removed: number };
    counted.removed = 0;
    new MutationObserver(() => {
      const host = document.querySelector("[data-consent-guard-card]");
      if (!host) return;
      counted.removed++;
      host.remove();
    }).observe(document.documentElement, { childList: true });
  });
  await page.click("#plain");
  await page.waitFor(() => (window as unknown as { removed: number }).removed === 6);
  // Another press makes another card, with a budget of its own.
  await page.click("#plain");
  await page.waitFor(() => (window as unknown as { removed: number }).removed === 12);
  expect(await own.card(url)).toBeNull();
  expect(await launches.list()).toEqual([]);
  expect(page.errors).toEqual([]);
});

test("the card can be used in a modal dialog of the page", async ({ guarded, own, routePages }) => {
  const page = await guarded.newPage();
  const url = routePages.url("route-links.html", OUT, CLEAR);
  await page.goto(url);
  const before = await page.evaluate((to) => {
    const dialog = document.createElement("dialog");
    dialog.innerHTML = `<a id="modal" href="sms:${to}">Text</a>`;
    document.body.append(dialog);
    dialog.showModal();
    return dialog.childElementCount;
  }, OUT);
  await page.click("#modal");
  await expect.poll(async () => (await own.card(url))?.text ?? "", SOON).toContain("Text blocked");
  await page.press("Enter");
  await expect.poll(() => own.card(url), SOON).toBeNull();
  expect(await page.evaluate(() => document.querySelector("dialog")?.childElementCount)).toBe(
    before,
  );
});

test("while the browser's menu is built, a text link of an opted-out customer has no address", async ({
  guarded,
  routePages,
}) => {
  const page = await guarded.newPage();
  /** The address as the last listener of the page sees it, and in the next task. */
  const hrefs = async (to: string) => {
    await page.goto(routePages.url("route-links.html", to, OUT));
    await page.waitFor(() => document.querySelector("[data-consent-guard=opted-out]"));
    await page.evaluate(() => {
      const seen: (string | null)[] = [];
      (window as unknown as { hrefs: unknown }).hrefs = seen;
      const link = document.getElementById("plain");
      window.addEventListener("contextmenu", () => {
        seen.push(link?.getAttribute("href") ?? null);
        setTimeout(() => seen.push(link?.getAttribute("href") ?? null));
      });
    });
    await page.click("#plain", { button: "right" });
    await page.waitFor(() => (window as unknown as { hrefs: unknown[] }).hrefs.length === 2);
    await page.press("Escape");
    return page.evaluate(() => (window as unknown as { hrefs: (string | null)[] }).hrefs);
  };
  expect(await hrefs(OUT)).toEqual([null, `sms:${OUT}`]);
  expect(await hrefs(CLEAR)).toEqual([`sms:${CLEAR}`, `sms:${CLEAR}`]);
});

test("a text link of an opted-out customer cannot be dragged out", async ({
  guarded,
  routePages,
}) => {
  const page = await guarded.newPage();
  const dragged = async (to: string): Promise<string[]> => {
    await page.goto(routePages.url("route-links.html", to, OUT));
    await page.waitFor(() => document.querySelector("[data-consent-guard=opted-out]"));
    await page.evaluate(() => {
      const seen: string[] = [];
      (window as unknown as { dragged: string[] }).dragged = seen;
      window.addEventListener("dragstart", ({ target }) => {
        seen.push((target as Element).id);
      });
    });
    await page.drag("#plain", "#several");
    await page.drag("#body", "#several");
    return page.evaluate(() => (window as unknown as { dragged: string[] }).dragged);
  };
  expect(await dragged(OUT)).toEqual([]);
  expect(await dragged(CLEAR)).toEqual(["plain", "body"]);
});

test("the browser's own menu offers nothing to open on a text link of an opted-out customer", async ({
  guarded,
  routePages,
  kind,
}) => {
  test.skip(kind === "chromium", "its menu cannot be read from outside");
  const { inChrome } = guarded as FirefoxBrowser;
  const linkOf = async (to: string): Promise<string> => {
    const page = await guarded.newPage();
    await page.goto(routePages.url("route-links.html", to, OUT));
    // Everything is known of this page.
    await page.waitFor(() => document.querySelector("[data-consent-guard=opted-out]"));
    await page.click("#plain", { button: "right" });
    await expect.poll(() => inChrome("String(Boolean(window.gContextMenu))"), SOON).toBe("true");
    const link = await inChrome("gContextMenu.linkURL ?? ''");
    await inChrome("(document.getElementById('contentAreaContextMenu').hidePopup(), '')");
    expect(await page.evaluate(() => document.getElementById("plain")?.getAttribute("href"))).toBe(
      `sms:${to}`,
    );
    await page.close();
    return link;
  };
  expect(await linkOf(OUT)).toBe("");
  expect(await linkOf(CLEAR)).toBe(`sms:${CLEAR}`);
});
