import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { DEFAULT_SWITCHES } from "../switches.ts";

const here = import.meta.dirname;
const read = (path: string) => readFileSync(`${here}/${path}`, "utf8");
const readme = read("../README.md");
const tests = readdirSync(here)
  .filter((name) => name.endsWith(".test.ts"))
  .map(read)
  .join();

it.each(Object.keys(DEFAULT_SWITCHES))("the switch %s is documented and tested", (name) => {
  expect(readme).toContain(`\`${name}\``);
  expect(tests).toMatch(new RegExp(`\\b${name}\\b`));
});

it("every control route is documented", () => {
  const routes = [...read("../control/routes.ts").matchAll(/control\("(\w+)", "([^":]+)/g)];
  expect(routes.length).toBeGreaterThan(10);
  for (const [, method, path] of routes) expect(readme).toContain(`\`${method} ${path}`);
});
