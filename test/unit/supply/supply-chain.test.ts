import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { licenceList, lockedPackages } from "../../licences/licences.ts";

const read = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const manifest = JSON.parse(read("package.json")) as {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
};

describe("the lock file", () => {
  const packages = lockedPackages().filter(
    ([place, { link }]) => place.includes("node_modules/") && !link,
  );

  it("binds every package to its content", () => {
    expect(packages.length).toBeGreaterThan(100);
    expect(packages.filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? ""))).toEqual([]);
  });

  it("takes packages from the public registry alone", () => {
    const elsewhere = packages.filter(
      ([, { resolved }]) => resolved && !resolved.startsWith("https://registry.npmjs.org/"),
    );
    expect(elsewhere).toEqual([]);
  });

  it("has no install scripts but those that are allowed by name", () => {
    const scripts = packages.flatMap(([place, { hasInstallScript }]) =>
      hasInstallScript ? place.replace(/^.*node_modules\//, "") : [],
    );
    expect([...new Set(scripts)].sort()).toEqual(Object.keys(manifest.allowScripts).sort());
  });

  it("has a licence for every package that is shipped, none of which binds ours", () => {
    const shipped = [...licenceList().matchAll(/^\| (\S+) \| \d\S* \| (.+) \|$/gm)];
    expect(shipped.length).toBeGreaterThanOrEqual(Object.keys(manifest.dependencies).length);
    for (const [, name, licence] of shipped) {
      expect(["MIT", "ISC", "0BSD", "BSD-3-Clause", "Apache-2.0", "MPL-2.0"], name).toContain(
        licence,
      );
    }
  });
});

it("the licence list is the one of this lock file: `npm run licences` writes it", () => {
  expect(read("docs/licences.md")).toBe(licenceList());
});

it("every dependency has its reason in CONTRIBUTING, and nothing else has", () => {
  const section = read("CONTRIBUTING.md").split("## Dependencies")[1]?.split("\n## ")[0] ?? "";
  const documented = [...section.matchAll(/^\| (.+?) \| (.+) \|$/gm)].flatMap(
    ([, names = "", reason = ""]) =>
      reason.trim().length > 3 ? [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => name) : [],
  );
  const used = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(documented.sort()).toEqual(used.sort());
});
