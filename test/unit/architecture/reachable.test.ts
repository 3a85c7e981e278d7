import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
/** Imports of values; `import type` is gone when the page loads. */
const IMPORT = /^\s*(?:import|export)\s+(?!type\b)(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gm;

/** Every module, ours by path and packages by name, that an entrypoint brings with it. */
function reachable(entrypoint: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const [, target = ""] of readFileSync(path, "utf8").matchAll(IMPORT)) {
      if (!target.startsWith(".")) seen.add(target);
      else {
        const file = resolve(dirname(path), target);
        if (existsSync(file)) visit(file);
      }
    }
  };
  visit(resolve(ROOT, entrypoint));
  return seen;
}

it("brings nothing heavy into the page", () => {
  const modules = ["reader", "guard", "marks", "card", "guard-main", "picker"].flatMap((name) => [
    ...reachable(`entrypoints/${name}.ts`),
  ]);
  const packages = modules.filter((name) => !name.startsWith("/"));
  expect(new Set(packages)).toEqual(new Set(["wxt/utils/define-unlisted-script"]));
  const folders = modules
    .filter((name) => name.startsWith(ROOT))
    .map((name) => name.slice(ROOT.length));
  const foreign = folders.filter((name) =>
    /^(?:components|lib\/(?:ringcentral|cache|sync|settings|background))\//.test(name),
  );
  expect(foreign).toEqual([]);
});

it("keeps the background free of what only pages need", () => {
  const modules = [...reachable("entrypoints/background.ts")];
  expect(modules.filter((name) => /\/(?:components|lib\/guard)\//.test(name))).toEqual([]);
  expect(modules).not.toContain("preact");
});
