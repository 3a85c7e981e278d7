import type { TestPage } from "../../support/test-browser.ts";
import type { Press } from "./expected-route.ts";

/** Presses as a person would. */
export async function press(page: TestPage, id: string, how: Press): Promise<void> {
  const selector = `#${id}`;
  switch (how) {
    case "click":
      return page.click(selector);
    case "middle":
      return page.click(selector, { button: "middle" });
    case "control":
      return page.click(selector, { modifiers: ["Control"] });
    case "shift":
      return page.click(selector, { modifiers: ["Shift"] });
    case "enter":
      await page.focus(selector);
      return page.press("Enter");
    case "space":
      await page.focus(selector);
      return page.press(" ");
    case "tap":
      return page.tap(selector);
    case "tab-enter":
      await page.click(selector);
      return page.press("Enter");
  }
}

/** Rests the mouse on one element until the other can be seen. */
export async function hover(page: TestPage, on: string, shows: string): Promise<void> {
  // The library looks for numbers a while after the page is there, and at the mouse only when it moves.
  for (let tries = 0; tries < 40; tries++) {
    await page.hover("body");
    await page.hover(`#${on}`);
    const seen = await page.evaluate((id) => {
      const element = document.getElementById(id);
      return element?.checkVisibility({ visibilityProperty: true, opacityProperty: true }) === true;
    }, shows);
    if (seen) return;
  }
  throw new Error(`#${shows} does not show`);
}
