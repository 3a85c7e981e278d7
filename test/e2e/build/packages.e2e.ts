import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { unzipSync } from "fflate";
import { expect, test } from "../test.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
/** What a build of the packages needs; the rest is tests. */
const SOURCES = [
  "components",
  "entrypoints",
  "lib",
  "public",
  "docs",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "wxt.config.ts",
  "LICENSE",
  "README.md",
];

test.skip(({ kind }) => kind !== "chromium", "files are the same whichever browser reads them");
test.slow();

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Makes the packages in a folder of its own, which has the project's dependencies. */
function zip(folder: string): ReadonlyMap<string, Uint8Array> {
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const wxt = join(ROOT, "node_modules/wxt/bin/wxt.mjs");
  for (const browser of ["chrome", "firefox"]) {
    execFileSync(process.execPath, [wxt, "zip", "-b", browser], { cwd: folder, stdio: "ignore" });
  }
  const out = join(folder, ".output");
  const names = readdirSync(out).filter((name) => name.endsWith(".zip"));
  return new Map(names.map((name) => [name, readFileSync(join(out, name))]));
}

test("the sources for reviewers make the same packages, byte for byte", () => {
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), "consent-guard-")));
  const [first = "", review = ""] = folders;
  try {
    for (const name of SOURCES) {
      cpSync(join(ROOT, name), join(first, name), { recursive: true });
    }
    const made = zip(first);
    const version = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).version;
    expect([...made.keys()].sort()).toEqual([
      `consent-guard-${version}-chrome.zip`,
      `consent-guard-${version}-firefox.zip`,
      `consent-guard-${version}-sources.zip`,
    ]);

    const sources = made.get(`consent-guard-${version}-sources.zip`) ?? new Uint8Array();
    const inside = Object.keys(unzipSync(sources));
    expect(inside).toEqual(expect.arrayContaining(["package-lock.json", "wxt.config.ts"]));
    expect(inside.filter((name) => /node_modules|\.output|\.env|\.git\//.test(name))).toEqual([]);
    for (const [path, bytes] of Object.entries(unzipSync(sources))) {
      if (path.endsWith("/")) continue;
      mkdirSync(dirname(join(review, path)), { recursive: true });
      writeFileSync(join(review, path), bytes);
    }
    const reviewed = zip(review);
    for (const [name, bytes] of made) {
      expect(sha256(reviewed.get(name) ?? new Uint8Array()), name).toBe(sha256(bytes));
    }
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
});
