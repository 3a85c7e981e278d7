import { OPTED_OUT, recordPath } from "../../demo/pages.ts";
import { CLIENT_ID } from "../../emulator/oauth.ts";
import type { ChromiumBrowser } from "../../support/chromium.ts";
import { expect, test } from "../flows/test.ts";
import { accessibilityFaults } from "./axe.ts";

interface Node {
  readonly role: string;
  readonly name: string;
  readonly description: string;
  readonly focused: boolean;
}

/** What assistive technology is given of the page, closed shadow roots included. */
async function accessibilityTree(browser: ChromiumBrowser, url: string): Promise<readonly Node[]> {
  const page = browser.context.pages().find((open) => open.url() === url);
  if (!page) throw new Error(`no page shows ${url}`);
  const session = await browser.context.newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  return nodes.map(({ role, name, description, properties = [] }) => ({
    role: String(role?.value ?? ""),
    name: String(name?.value ?? ""),
    description: String(description?.value ?? "").replaceAll("\u00a0", " "),
    focused: properties.some((property) => property.name === "focused" && property.value.value),
  }));
}

test("the card is an announced dialog that the keyboard reaches and leaves", async ({
  guarded,
  emulator,
  own,
  crm,
}) => {
  const chromium = guarded as ChromiumBrowser;
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID, sites: [crm.url] });
  const page = await guarded.newPage();
  await page.goto(`${crm.url}${recordPath(OPTED_OUT)}`);
  await page.waitFor(() => document.querySelector("#text[data-consent-guard='opted-out']"));
  const before = await accessibilityFaults(chromium.raw(page));
  await page.focus("#text");
  await page.press("Enter");
  await expect.poll(() => own.card(page.url())).not.toBeNull();

  const shown = await accessibilityTree(chromium, page.url());
  const card = shown.find(({ role }) => role === "alertdialog");
  expect(card?.name).toBe("Text blocked");
  expect(card?.description).toContain("(512) 323-1039 opted out of texts from");
  expect(card?.description).toContain("Call or email instead.");
  const buttons = shown.filter(({ role }) => role === "button").map(({ name }) => name);
  expect(buttons).toEqual(expect.arrayContaining(["Close", "Check this number"]));
  expect(shown.find(({ role, focused }) => role === "button" && focused)?.name).toBe("Close");

  await page.press("Tab");
  const after = await accessibilityTree(chromium, page.url());
  const called = after.find(({ role, focused }) => role === "link" && focused);
  expect(called?.name.replaceAll("\u00a0", " ")).toBe("Call (512) 323-1039");
  await page.press("Tab");
  const last = await accessibilityTree(chromium, page.url());
  expect(last.find(({ role, focused }) => role === "button" && focused)?.name).toBe(
    "Check this number",
  );
  await page.press("Escape");
  await expect.poll(() => own.card(page.url())).toBeNull();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("text");
  // Nothing of ours makes the page worse than it is by itself.
  expect(await accessibilityFaults(chromium.raw(page))).toEqual(before);
});

test("a blocked link is told to be disabled", async ({ guarded, emulator, own, crm }) => {
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID, sites: [crm.url] });
  const page = await guarded.newPage();
  await page.goto(`${crm.url}${recordPath(OPTED_OUT)}`);
  await page.waitFor(() => document.querySelector("#text[data-consent-guard='opted-out']"));
  expect(await page.evaluate(() => document.querySelector("#text")?.ariaDisabled)).toBe("true");
});
