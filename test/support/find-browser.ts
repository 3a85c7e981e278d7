import { type ExecFileSyncOptions, execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";

export type BrowserKind = "chromium" | "firefox";

interface Known {
  /** Environment variable that names the executable. */
  readonly variable: string;
  readonly names: readonly string[];
  readonly paths: readonly string[];
  /** Debian's package. */
  readonly package: string;
  readonly advice: string;
}

const KNOWN: Readonly<Record<BrowserKind, Known>> = {
  chromium: {
    variable: "CHROMIUM_PATH",
    names: ["chromium", "chromium-browser"],
    paths: ["/Applications/Chromium.app/Contents/MacOS/Chromium"],
    package: "chromium",
    // Chrome itself no longer loads unpacked extensions from its command line.
    advice: "install Chromium (or run: npx playwright install chromium)",
  },
  firefox: {
    variable: "FIREFOX_PATH",
    names: ["firefox-esr", "firefox"],
    paths: ["/Applications/Firefox.app/Contents/MacOS/firefox"],
    package: "firefox-esr",
    advice: "install Firefox 140 or newer",
  },
};

const onPath = (name: string): string[] =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .filter((path) => existsSync(path));

function find(kind: BrowserKind): string | null {
  const { variable, names, paths } = KNOWN[kind];
  const named = process.env[variable];
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`${variable} names ${named}, which is not there.`);
  }
  const own = kind === "chromium" ? [chromium.executablePath()] : [];
  return [...names.flatMap(onPath), ...paths, ...own].find((path) => existsSync(path)) ?? null;
}

/** Debian as root: the package manager brings what is missing. */
function install(kind: BrowserKind): void {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  console.log(`Installing ${KNOWN[kind].package} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options: ExecFileSyncOptions = { env, stdio: ["ignore", "ignore", "inherit"] };
  spawnSync("apt-get", ["update", "-qq"], options);
  execFileSync(
    "apt-get",
    ["install", "-y", "-qq", KNOWN[kind].package, "fonts-liberation"],
    options,
  );
}

/** Path of the browser; installs it where that is possible. @throws Error that says what to do */
export function findBrowser(kind: BrowserKind): string {
  const present = find(kind);
  if (present) return present;
  install(kind);
  const installed = find(kind);
  if (installed) return installed;
  const { variable, advice } = KNOWN[kind];
  throw new Error(`No ${kind} found. Please ${advice}, or name it in ${variable}.`);
}
