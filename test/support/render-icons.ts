/** Renders `public/icon/icon.svg` into the sizes that browsers ask for: `node test/support/render-icons.ts`. */
import { readFile, writeFile } from "node:fs/promises";
import { chromium } from "@playwright/test";

const FOLDER = new URL("../../public/icon/", import.meta.url);
const SIZES = [16, 32, 48, 96, 128];

const svg = await readFile(new URL("icon.svg", FOLDER), "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const page = await browser.newPage();
for (const size of SIZES) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  );
  await writeFile(new URL(`${size}.png`, FOLDER), await page.screenshot({ omitBackground: true }));
}
await browser.close();
