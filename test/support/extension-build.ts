import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { BrowserKind } from "./find-browser.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Folder of the built extension; `e2e` may reach loopback and differs in nothing else. */
export const extensionFolder = (kind: BrowserKind, mode: "e2e" | "store" = "e2e"): string =>
  `${ROOT}.output/${kind === "chromium" ? "chrome" : "firefox"}-mv3${mode === "e2e" ? "-e2e" : ""}`;

/** Builds the extension from the sources as they are now. */
export function buildExtension(kind: BrowserKind, mode: "e2e" | "store" = "e2e"): string {
  const wxt = fileURLToPath(new URL("../../node_modules/wxt/bin/wxt.mjs", import.meta.url));
  const browser = kind === "chromium" ? "chrome" : "firefox";
  const args = [wxt, "build", "-b", browser, ...(mode === "e2e" ? ["--mode", "e2e"] : [])];
  execFileSync(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
  return extensionFolder(kind, mode);
}
