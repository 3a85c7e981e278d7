import type { Page } from "@playwright/test";
import { startChromium } from "../../support/chromium.ts";
import { extensionFolder } from "../../support/extension-build.ts";
import { openScreen } from "../../support/screens/open-screen.ts";
import { pseudoExtension } from "../../support/screens/pseudo-locale.ts";
import { SCREENS } from "../../support/screens/screens.ts";
import { expect, test } from "../test.ts";

/** Elements that hold text and are cut off or stand outside of the page. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const isHidden = (element: Element): boolean =>
      element.closest(".visually-hidden, thead, [hidden], dialog:not([open])") !== null;
    // A table of data may be wider than the screen: it scrolls by itself, by keyboard too.
    const isScrolled = (element: Element): boolean =>
      Boolean(element.parentElement?.closest('section[tabindex="0"]'));
    return [...document.querySelectorAll("body *")].flatMap((element) => {
      const { right, left, width } = element.getBoundingClientRect();
      const outside = width > 0 && (right > innerWidth + 1 || left < -1);
      const { overflowX } = getComputedStyle(element);
      const cut =
        element.scrollWidth > element.clientWidth + 1 &&
        (overflowX === "hidden" || overflowX === "clip") &&
        !element.matches("input, select, progress");
      return ((outside && !isScrolled(element)) || cut) && !isHidden(element)
        ? [element.outerHTML.slice(0, 120)]
        : [];
    });
  });

test("nothing is cut at 320 pixels with texts 40 % longer", async ({ kind }) => {
  test.skip(kind !== "chromium", "canned answers need Chromium's test tools");
  test.slow();
  const pseudo = await pseudoExtension(extensionFolder("chromium"));
  const browser = await startChromium(pseudo.folder);
  for (const screen of SCREENS) {
    const page = await openScreen(browser.context, browser.origin, screen, pseudo.texts);
    await page.setViewportSize({ width: 320, height: 640 });
    expect.soft(await cutOff(page), screen.name).toEqual([]);
    await page.close();
  }
  await browser.close();
  await pseudo.remove();
});
