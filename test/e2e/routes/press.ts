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
    case "tab-enter":
      await page.click(selector);
      return page.press("Enter");
  }
}
