import { startChromium } from "../../support/chromium.ts";
import { extensionFolder } from "../../support/extension-build.ts";
import { openScreen } from "../../support/screens/open-screen.ts";
import { SCREENS } from "../../support/screens/screens.ts";
import { textsOf } from "../../support/screens/texts-of.ts";
import { expect, test } from "../test.ts";
import { accessibilityFaults } from "./axe.ts";

const KINDS = ["popup", "options", "lists", "welcome", "audit", "diagnostics"];
const THEMES = ["light", "dark"] as const;

test.slow();

for (const kind of KINDS) {
  test(`every state of the ${kind} is accessible in both themes`, async () => {
    const browser = await startChromium(extensionFolder("chromium"));
    for (const screen of SCREENS.filter(({ name }) => name.startsWith(kind))) {
      const page = await openScreen(browser.context, browser.origin, screen, textsOf("en"));
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        const faults = await accessibilityFaults(page);
        expect.soft(faults, `${screen.name} ${colorScheme}`).toEqual([]);
      }
      await page.close();
    }
    await browser.close();
  });
}
