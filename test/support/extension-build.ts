import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { BrowserKind } from "./find-browser.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Folder of the built extension; `e2e` may reach loopback and differs in nothing else. */
export const extensionFolder = (kind: BrowserKind, mode: "e2e" | "store" = "e2e"): string =>
  `${ROOT}.output/${kind === "chromium" ? "chrome" : "firefox"}-mv3${mode === "e2e" ? "-e2e" : ""}`;

const SOURCES = [
  "components",
  "entrypoints",
  "lib",
  "public",
  "wxt.config.ts",
  "package-lock.json",
];

/** When the newest source was written. */
function newestSource(): number {
  const files = SOURCES.flatMap((source) => {
    const path = `${ROOT}${source}`;
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { recursive: true }).map((name) => `${path}/${name}`);
  });
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}

function isUpToDate(folder: string): boolean {
  const manifest = `${folder}/manifest.json`;
  return existsSync(manifest) && statSync(manifest).mtimeMs > newestSource();
}

/** Builds the extension from the sources as they are now; leaves a build alone that is newer than all of them. */
export function buildExtension(kind: BrowserKind, mode: "e2e" | "store" = "e2e"): string {
  const folder = extensionFolder(kind, mode);
  if (isUpToDate(folder)) return folder;
  const wxt = fileURLToPath(new URL("../../node_modules/wxt/bin/wxt.mjs", import.meta.url));
  const browser = kind === "chromium" ? "chrome" : "firefox";
  const args = [wxt, "build", "-b", browser, ...(mode === "e2e" ? ["--mode", "e2e"] : [])];
  execFileSync(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
  return folder;
}
