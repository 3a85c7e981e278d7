/** Makes the stores' pictures anew, under `docs/pictures/store`, and the README's screens: `npm run store-pictures`. */
import { mkdir, readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { type ChromiumBrowser, startChromium } from "../support/chromium.ts";
import { buildExtension } from "../support/extension-build.ts";
import { chooseLanguage, openScreen } from "../support/screens/open-screen.ts";
import { SCREENS } from "../support/screens/screens.ts";
import { textsOf } from "../support/screens/texts-of.ts";
import { besideFrame, screenshotFrame, tileFrame } from "./frame.ts";
import {
  README_PICTURES,
  SCREENSHOT,
  SCREENSHOTS,
  type Shown,
  TAGLINE,
  TILES,
} from "./pictures.ts";

const ROOT = new URL("../../", import.meta.url);
const OUT = new URL("docs/pictures/store/", ROOT);
/** Twice as many pixels for what is made smaller. */
const SHARP = 2;

const dataUri = (type: string, bytes: Uint8Array): string =>
  `data:${type};base64,${Buffer.from(bytes).toString("base64")}`;
const demo = async (name: string): Promise<string> =>
  dataUri("image/png", await readFile(new URL(`docs/pictures/${name}.png`, ROOT)));

async function picture(browser: ChromiumBrowser, shown: Shown): Promise<string> {
  if ("demo" in shown) return demo(shown.demo);
  const screen = SCREENS.find(({ name }) => name === shown.screen);
  if (!screen) throw new Error(`no screen ${shown.screen}`);
  const page = await openScreen(browser.context, browser.origin, screen, textsOf("en"));
  await page.emulateMedia({ colorScheme: shown.theme ?? "light", reducedMotion: "reduce" });
  const session = await page.context().newCDPSession(page);
  const { width, height } = shown;
  const metrics = { width, height, deviceScaleFactor: SHARP, mobile: false };
  await session.send("Emulation.setDeviceMetricsOverride", metrics);
  await page.addStyleTag({ content: "input { caret-color: transparent; }" });
  if (shown.end) await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const { data } = await session.send("Page.captureScreenshot");
  await page.close();
  return `data:image/png;base64,${data}`;
}

async function save(
  page: Page,
  name: string,
  html: string,
  size: { width: number; height: number },
) {
  await page.setViewportSize(size);
  await page.setContent(html);
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  const path = new URL(`${name}.jpg`, OUT).pathname;
  await page.screenshot({ path, type: "jpeg", quality: 90 });
  console.log(`${size.width}x${size.height} docs/pictures/store/${name}.jpg`);
}

const browser = await startChromium(buildExtension("chromium"));
await chooseLanguage(browser.context, browser.origin, "en");
await mkdir(OUT, { recursive: true });
const page = await browser.context.newPage();
for (const { name, caption, shown } of SCREENSHOTS) {
  await save(page, name, screenshotFrame(caption, await picture(browser, shown)), SCREENSHOT);
}
const icon = dataUri("image/svg+xml", await readFile(new URL("public/icon/icon.svg", ROOT)));
for (const tile of TILES) {
  await save(page, tile.name, tileFrame(tile, TAGLINE, icon, await demo("blocked")), tile);
}
for (const { name, shown } of README_PICTURES) {
  const uris = [];
  for (const one of shown) uris.push(await picture(browser, one));
  await page.setContent(besideFrame(uris));
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  const path = new URL(`docs/pictures/${name}.png`, ROOT).pathname;
  await page.locator("main").screenshot({ path });
  console.log(`docs/pictures/${name}.png`);
}
await browser.close();
