import { buildSync } from "esbuild";
import type { CustomQueryHandler } from "puppeteer-core";
import type { Role } from "./test-browser.ts";

/** A selector for puppeteer, once `namedElements` is registered as its handler `named`. */
export const namedSelector = (role: Role, name: string): string =>
  `named/${JSON.stringify([role, name])}`;

const IN_PAGE = `
  import { computeAccessibleName, getRole, isInaccessible } from "dom-accessibility-api";
  export function find(root, selector) {
    const [role, name] = JSON.parse(selector);
    // The driver's scripts run beside the page, where this one wants its window.
    const options = { getComputedStyle: (...all) => window.getComputedStyle(...all) };
    return [...root.querySelectorAll("*")].find(
      (element) =>
        getRole(element) === role &&
        computeAccessibleName(element, options) === name &&
        !isInaccessible(element, options),
    ) ?? null;
  }`;

/**
 * Finds the first element by its role and accessible name, within the page: a browser that is
 * asked over BiDi takes seconds on a page of many nodes. Null while there is none.
 */
export function namedElements(): CustomQueryHandler {
  const { outputFiles } = buildSync({
    stdin: { contents: IN_PAGE, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    globalName: "byName",
  });
  const code = `${outputFiles[0]?.text} return byName.find(root, selector);`;
  // Puppeteer sends a function's source to the page.
  return { queryOne: new Function("root", "selector", code) as (root: Node) => Node | null };
}
