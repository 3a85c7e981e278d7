/** Saves a picture of every screen in every state, theme and language: `npm run gallery [-- part of a name]`. */
import { mkdir } from "node:fs/promises";
import { LANGUAGES } from "../../lib/settings/settings.ts";
import { startChromium } from "../support/chromium.ts";
import { buildExtension } from "../support/extension-build.ts";
import { chooseLanguage, openScreen } from "../support/screens/open-screen.ts";
import { SCREENS } from "../support/screens/screens.ts";
import { textsOf } from "../support/screens/texts-of.ts";
import { saveInPage } from "./in-page.ts";

const OUT = new URL("../../.output/gallery/", import.meta.url);
const THEMES = ["light", "dark"] as const;
const SIZES = {
  popup: [400, 600],
  options: [1200, 800],
  lists: [1200, 800],
  welcome: [900, 800],
  audit: [1200, 800],
  diagnostics: [900, 800],
} as const;

const [, , wanted = ""] = process.argv;
const pathOf = (language: string, theme: string, name: string): string =>
  new URL(`${language}-${theme}/${name}.png`, OUT).pathname;

const browser = await startChromium(buildExtension("chromium"));
let pictures = 0;
for (const language of LANGUAGES) {
  await chooseLanguage(browser.context, browser.origin, language);
  for (const theme of THEMES) {
    await mkdir(new URL(`${language}-${theme}/`, OUT), { recursive: true });
  }
  for (const screen of SCREENS.filter(({ name }) => name.includes(wanted))) {
    const page = await openScreen(browser.context, browser.origin, screen, textsOf(language));
    const [kind] = screen.name.split("-") as [keyof typeof SIZES];
    const [width, height] = SIZES[kind];
    await page.setViewportSize({ width, height });
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await page.evaluate(async () => {
        scrollTo(0, 0);
        // Two frames later all of it is painted.
        for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
      });
      const path = pathOf(language, theme, screen.name);
      await page.screenshot({ path, fullPage: true, animations: "disabled" });
      pictures++;
    }
    await page.close();
  }
}
await browser.close();
pictures += await saveInPage(wanted, LANGUAGES, THEMES, pathOf);
console.log(`${pictures} pictures under .output/gallery`);
