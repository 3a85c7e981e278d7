import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { extensionFolder } from "../../support/extension-build.ts";
import { expect, test } from "../test.ts";

/** What a script needs before it runs; what it imports later, on demand, does not count. */
const IMPORTED = /(?:\bfrom|\bimport)\s*["'`]\.\/([\w.-]+\.js)["'`]/g;

/** Scripts that a page loads, what they import included, in bytes as gzip packs them. */
function scriptSize(folder: string, page: string): number {
  const html = readFileSync(join(folder, page), "utf8");
  const wanted = [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, path = ""]) => path);
  const seen = new Set<string>();
  let size = 0;
  for (let path = wanted.pop(); path !== undefined; path = wanted.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const code = readFileSync(join(folder, path));
    size += gzipSync(code).length;
    for (const [, name = ""] of code.toString().matchAll(IMPORTED)) {
      wanted.push(`/chunks/${name}`);
    }
  }
  return size;
}

for (const kind of ["chromium", "firefox"] as const) {
  const folder = extensionFolder(kind, "store");

  test(`the popup's script for ${kind} is at most 60 kB`, () => {
    expect(scriptSize(folder, "popup.html")).toBeLessThanOrEqual(60_000);
  });

  test(`the settings' script for ${kind} is at most 120 kB`, () => {
    expect(scriptSize(folder, "options.html")).toBeLessThanOrEqual(120_000);
  });

  test(`the lists' script for ${kind} is at most 120 kB before a tab is opened`, () => {
    expect(scriptSize(folder, "lists.html")).toBeLessThanOrEqual(120_000);
  });
}
