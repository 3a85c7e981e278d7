import { buildExtension } from "./extension-build.ts";
import { findBrowser } from "./find-browser.ts";

/** Before all browser tests: both browsers are there, and the extension is built from the present sources. */
export default function prepare(): void {
  for (const kind of ["chromium", "firefox"] as const) {
    findBrowser(kind);
    buildExtension(kind, "e2e");
    buildExtension(kind, "store");
  }
}
