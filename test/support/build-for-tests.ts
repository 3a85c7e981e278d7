import { buildExtension } from "./extension-build.ts";
import { findBrowser } from "./find-browser.ts";
import { makeSeedProfile } from "./firefox-profile.ts";

/** Before all browser tests: both browsers are there, and the extension is built from the present sources. */
export default async function prepare(): Promise<void> {
  for (const kind of ["chromium", "firefox"] as const) {
    findBrowser(kind);
    buildExtension(kind, "e2e");
    buildExtension(kind, "store");
  }
  await makeSeedProfile();
}
