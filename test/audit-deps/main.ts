/** Asks the registry for known vulnerabilities of what is locked: `npm run audit:deps`. Fails on high ones; a registry that does not tell is named and fails nothing. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { readAudit, SEVERITIES } from "./read-audit.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const audit = (...args: readonly string[]): boolean => {
  const { stdout } = spawnSync("npm", ["audit", "--json", ...args], {
    cwd: ROOT,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  const answer = readAudit(stdout);
  const what = args.length > 0 ? "in the packages for the stores" : "in everything";
  if (!answer.known) {
    console.log(`${what}: the registry tells nothing (${answer.reason})`);
    return true;
  }
  const { counts } = answer;
  console.log(`${what}: ${SEVERITIES.map((name) => `${counts[name]} ${name}`).join(", ")}`);
  return counts.critical + counts.high === 0;
};

const sound = [audit("--omit=dev"), audit()].every(Boolean);
process.exit(sound ? 0 : 1);
