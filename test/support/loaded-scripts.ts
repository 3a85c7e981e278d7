import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** What a script needs before it runs. */
const IMPORTED = /(?:\bfrom|\bimport)\s*["'`]\.\/([\w.-]+\.js)["'`]/g;
/** What it may fetch later. */
const ON_DEMAND = /\bimport\(\s*["'`]\.\/([\w.-]+\.js)["'`]/g;

const named = (code: string, pattern: RegExp): string[] =>
  [...code.matchAll(pattern)].map(([, name = ""]) => `/chunks/${name}`);

export const gzipped = (folder: string, scripts: Iterable<string>): number =>
  [...scripts].reduce((sum, path) => sum + gzipSync(readFileSync(join(folder, path))).length, 0);

/** The scripts of a built page: those it loads before it runs, or `onDemand` also those it may ever fetch. */
export function scriptsOf(folder: string, page: string, onDemand = false): ReadonlySet<string> {
  const html = readFileSync(join(folder, page), "utf8");
  const wanted = [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, path = ""]) => path);
  const scripts = new Set<string>();
  for (let path = wanted.pop(); path !== undefined; path = wanted.pop()) {
    if (scripts.has(path)) continue;
    scripts.add(path);
    const code = readFileSync(join(folder, path), "utf8");
    wanted.push(...named(code, IMPORTED), ...(onDemand ? named(code, ON_DEMAND) : []));
  }
  return scripts;
}
