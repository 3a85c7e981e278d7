import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { AxeResults } from "axe-core";
import { startChromium } from "../../support/chromium.ts";
import { extensionFolder } from "../../support/extension-build.ts";
import { openScreen } from "../../support/screens/open-screen.ts";
import { SCREENS } from "../../support/screens/screens.ts";
import { textsOf } from "../../support/screens/texts-of.ts";
import { expect, test } from "../test.ts";

const AXE = readFileSync(new URL(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const KINDS = ["popup", "options", "welcome"];
const THEMES = [{ colorScheme: "light" }, { colorScheme: "dark" }] as const;

declare const axe: { run(options: object): Promise<AxeResults> };

/** WCAG 2.2 AA and axe's best practices. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const results = await page.evaluate(() =>
    axe.run({
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }),
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

test.describe("every screen in every state", () => {
  test.skip(({ kind }) => kind !== "chromium", "canned answers need Chromium's test tools");
  test.slow();

  for (const kind of KINDS) {
    test(`${kind}: axe finds nothing in either theme`, async () => {
      const browser = await startChromium(extensionFolder("chromium"));
      for (const screen of SCREENS.filter(({ name }) => name.startsWith(kind))) {
        const page = await openScreen(browser.context, browser.origin, screen, textsOf("en"));
        for (const theme of THEMES) {
          await page.emulateMedia({ ...theme, reducedMotion: "reduce" });
          expect.soft(await violations(page), `${screen.name} ${theme.colorScheme}`).toEqual([]);
        }
        await page.close();
      }
      await browser.close();
    });
  }
});
