import { press, waitForText } from "../../support/agent.ts";
import type { TestPage } from "../../support/test-browser.ts";
import { tabOf } from "../recipes/tab-of.ts";
import { expect, test } from "../signed-in.ts";

test("the popup goes on in a window of its own, and is about the tab that a person turns to", async ({
  guarded,
  own,
  server,
}) => {
  const page = await guarded.newPage();
  await page.goto(`${server.url}/card-hover/`);
  await page.waitFor(() => CSS.highlights.has("consent-opted-out"));
  const other = await guarded.newPage();
  await other.goto(`${server.crossOrigin}/card-hover/`);
  const tab = await tabOf(own, page.url());
  const popup = await guarded.openOwnPage(`popup.html?tab=${tab}`);
  await waitForText(popup, "Opted out");
  const surface = (one: TestPage): Promise<string | undefined> =>
    one.evaluate(() => document.documentElement.dataset.surface).catch(() => undefined);
  expect(await surface(popup)).toBe("tab");
  await press(popup, "Keep open in a window");

  const windows = async (): Promise<TestPage[]> => {
    const open = await guarded.pages();
    const surfaces = await Promise.all(open.map(surface));
    return open.filter((_, index) => surfaces[index] === "window");
  };
  await expect.poll(async () => (await windows()).length).toBe(1);
  const [window] = await windows();
  if (!window) throw new Error("no window");
  await waitForText(window, "localhost");
  await waitForText(window, "Opted out");
  const offers = (label: string): Promise<boolean> =>
    window.evaluate(
      (name) =>
        [...document.querySelectorAll("button")].some(
          (button) => button.textContent === name && button.checkVisibility(),
        ),
      label,
    );
  expect(await offers("Keep open in a window")).toBe(false);

  // Once it is another tab's turn, this one's comes anew.
  await page.bringToFront();
  await other.bringToFront();
  await waitForText(window, "127.0.0.1");
  await other.goto(`${server.url}/teach.html`);
  await waitForText(window, "localhost");
  await window.close();
});
