import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";
import { findBrowser } from "./find-browser.ts";

const SEED = fileURLToPath(new URL("../../.output/firefox-profile", import.meta.url));

/** Makes the profile that others are copied from. A first start takes Firefox twice as long as a later one. */
export async function makeSeedProfile(): Promise<void> {
  await rm(SEED, { recursive: true, force: true });
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: findBrowser("firefox"),
    userDataDir: SEED,
  });
  await browser.close();
}

/** The folder of a new profile in which nobody has done anything yet. */
export async function newProfile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "consent-guard-firefox-"));
  await cp(SEED, folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    // Scripts beside the tests make no seed: theirs starts a little later.
    if (error.code !== "ENOENT") throw error;
  });
  return folder;
}

export const removeProfile = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5 });
