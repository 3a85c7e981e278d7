import { spawnSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startChromium } from "./chromium.ts";
import { extensionFolder } from "./extension-build.ts";
import { type BrowserKind, findBrowser } from "./find-browser.ts";
import { startFirefox } from "./firefox.ts";
import type { TestBrowser } from "./test-browser.ts";

const CHROMIUM_ID = "mikfmnfomabfjdgfpifpcbdeehndjokj";
const FIREFOX_ID = "consent-guard@consent-guard.dev";
/** Where Chromium looks for policies, and nowhere else. */
const CHROMIUM_ETC = "/etc/chromium";

export type Policy = Readonly<Record<string, unknown>>;

/** A view of the file system in which another folder stands for Chromium's own; of this one process alone. */
const withEtc = (folder: string): readonly string[] => [
  "unshare",
  ...(process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"]),
  "--mount",
  "sh",
  "-c",
  `mount --bind "$0" ${CHROMIUM_ETC} && exec "$@"`,
  folder,
];

/** Why no browser can be started under a policy here; null when one can. */
export function cannotManage(kind: BrowserKind): string | null {
  if (kind === "firefox") return process.platform === "linux" ? null : "needs Linux";
  const [command = "", ...args] = withEtc(tmpdir());
  return spawnSync(command, [...args, "true"]).status === 0
    ? null
    : `Chromium's policies are in ${CHROMIUM_ETC}, and no other folder may be mounted there`;
}

async function startManagedChromium(policy: Policy, folder: string): Promise<TestBrowser> {
  const policies = join(folder, "policies/managed");
  await mkdir(policies, { recursive: true });
  const extensions = { [CHROMIUM_ID]: policy };
  await writeFile(join(policies, "guard.json"), JSON.stringify({ "3rdparty": { extensions } }));
  const executable = join(folder, "chromium");
  const line = [...withEtc(folder), findBrowser("chromium")].map((part) => `'${part}'`).join(" ");
  await writeFile(executable, `#!/bin/sh\nexec ${line} "$@"\n`);
  await chmod(executable, 0o755);
  return startChromium(extensionFolder("chromium"), { executable });
}

async function startManagedFirefox(policy: Policy, home: string): Promise<TestBrowser> {
  const storage = join(home, ".mozilla/managed-storage");
  await mkdir(storage, { recursive: true });
  const manifest = { name: FIREFOX_ID, description: "policy", type: "storage", data: policy };
  await writeFile(join(storage, `${FIREFOX_ID}.json`), JSON.stringify(manifest));
  return startFirefox(extensionFolder("firefox"), { home });
}

/** A browser under a company's policy, which no other browser on this machine sees. */
export async function startManagedBrowser(kind: BrowserKind, policy: Policy): Promise<TestBrowser> {
  const folder = await mkdtemp(join(tmpdir(), "consent-guard-"));
  const start = kind === "chromium" ? startManagedChromium : startManagedFirefox;
  const browser = await start(policy, folder);
  return {
    ...browser,
    close: async () => {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
