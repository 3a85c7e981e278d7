import { type ChromiumBrowser, startChromium } from "../../support/chromium.ts";
import { extensionFolder } from "../../support/extension-build.ts";
import { openScreen } from "../../support/screens/open-screen.ts";
import { type PseudoExtension, pseudoExtension } from "../../support/screens/pseudo-locale.ts";
import { SCREENS } from "../../support/screens/screens.ts";
import { test as base, expect } from "../test.ts";
import { accessibilityFaults } from "./axe.ts";
import { cutOff } from "./cut-off.ts";

const KINDS = ["popup", "options", "lists", "welcome", "audit", "diagnostics"];

interface PerWorker {
  readonly pseudo: PseudoExtension;
  readonly browser: ChromiumBrowser;
}

/** In a browser whose extension speaks the pseudo-language. */
const test = base.extend<object, { readonly strange: PerWorker }>({
  strange: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its pattern
    async ({}, use) => {
      const pseudo = await pseudoExtension(extensionFolder("chromium"));
      const browser = await startChromium(pseudo.folder);
      await use({ pseudo, browser });
      await browser.close();
      await pseudo.remove();
    },
    { scope: "worker" },
  ],
});

const patient = expect.configure({ soft: true, timeout: 5000 });

test.slow();

for (const kind of KINDS) {
  test(`every state of the ${kind} is accessible in both themes, and cut nowhere at 320 pixels with texts 40 % longer`, async ({
    strange: { pseudo, browser },
  }) => {
    for (const screen of SCREENS.filter(({ name }) => name.startsWith(kind))) {
      const page = await openScreen(browser.context, browser.origin, screen, pseudo.texts);
      await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
      expect.soft(await accessibilityFaults(page), `${screen.name} light`).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect.soft(await accessibilityFaults(page, "colours"), `${screen.name} dark`).toEqual([]);
      await page.setViewportSize({ width: 320, height: 640 });
      // Charts and lists follow the window's size with their next frame.
      await patient.poll(() => cutOff(page), { message: `${screen.name} narrow` }).toEqual([]);
      await page.close();
    }
  });
}
