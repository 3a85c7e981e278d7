import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { extensionFolder } from "./extension-build.ts";
import type { BrowserKind } from "./find-browser.ts";

const EARLIER = new URL("../fixtures/builds/3bffe64.zip", import.meta.url);
/** Below the present one, so that browsers see an update. */
const VERSION = "0.0.1";

/** Puts the extension as an earlier commit built it into an empty folder. */
export async function putEarlierBuild(kind: BrowserKind, folder: string): Promise<void> {
  const files = Object.entries(unzipSync(await readFile(EARLIER)));
  for (const [name, bytes] of files) {
    if (name.startsWith("manifest.")) continue;
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
  const [, bytes] = files.find(([name]) => name === `manifest.${kind}.json`) ?? [];
  const manifest = JSON.parse(new TextDecoder().decode(bytes)) as object;
  await writeFile(join(folder, "manifest.json"), JSON.stringify({ ...manifest, version: VERSION }));
}

/** Puts the present build in its place, as an update does. */
export async function putPresentBuild(kind: BrowserKind, folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
  await cp(extensionFolder(kind), folder, { recursive: true });
}
