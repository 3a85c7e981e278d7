import { statSync } from "node:fs";
import { extensionFolder } from "../../support/extension-build.ts";
import { expect, test } from "../test.ts";

/** kB of 1000 bytes, minified: what every frame of a guarded page loads; the picker only while a button is taught. */
const BUDGETS_KB = {
  "reader.js": 24,
  "guard.js": 19,
  "marks.js": 31.5,
  "card.js": 17,
  "guard-main.js": 4,
  "picker.js": 14,
} as const;

test.skip(({ kind }) => kind !== "chromium", "one run tells of both builds");

for (const kind of ["chromium", "firefox"] as const) {
  for (const [file, budget] of Object.entries(BUDGETS_KB)) {
    test(`${file} for ${kind} has at most ${budget} kB`, () => {
      const { size } = statSync(`${extensionFolder(kind, "store")}/${file}`);
      expect(size).toBeLessThanOrEqual(budget * 1000);
    });
  }
}
