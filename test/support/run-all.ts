import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const UNIT_REPORT = ".output/unit.json";
const E2E_REPORT = ".output/e2e.json";

interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Runs a step with its output on the screen. A step that ends badly without a failed test counts as one. */
function run(script: string, args: readonly string[]): boolean {
  console.log(`\n> ${[script, ...args].join(" ")}`);
  const path = `${ROOT}node_modules/.bin/${script}`;
  const env = { MODEL_RUNS: "2000", ...process.env };
  return spawnSync(path, args, { cwd: ROOT, stdio: "inherit", env }).status === 0;
}

const readReport = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(`${ROOT}${path}`, "utf8")) as Record<string, unknown>;

const numberOf = (value: unknown): number => (typeof value === "number" ? value : 0);

function unitTotals(): Totals {
  const report = readReport(UNIT_REPORT);
  return {
    passed: numberOf(report.numPassedTests),
    failed: numberOf(report.numFailedTests),
    skipped: numberOf(report.numPendingTests),
  };
}

function e2eTotals(): Totals {
  const stats = readReport(E2E_REPORT).stats as Record<string, unknown>;
  return {
    passed: numberOf(stats.expected),
    failed: numberOf(stats.unexpected),
    skipped: numberOf(stats.skipped),
  };
}

function step(ok: boolean, totals: () => Totals): Totals {
  try {
    const counted = totals();
    return ok || counted.failed > 0 ? counted : { ...counted, failed: 1 };
  } catch (error) {
    console.error("No report was written:", error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const started = Date.now();
mkdirSync(`${ROOT}.output`, { recursive: true });
rmSync(`${ROOT}${UNIT_REPORT}`, { force: true });
rmSync(`${ROOT}${E2E_REPORT}`, { force: true });

const checks = [run("biome", ["check", "."]), run("tsc", ["--noEmit"])];
const unit = step(
  run("vitest", ["run", "--reporter=default", "--reporter=json", `--outputFile=${UNIT_REPORT}`]),
  unitTotals,
);
const e2e = step(run("playwright", ["test"]), e2eTotals);

const all = [
  ...checks.map((ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 })),
  unit,
  e2e,
];
const sum = (key: keyof Totals): number => all.reduce((total, part) => total + part[key], 0);
console.log(
  `\nchecks ${checks.filter(Boolean).length}/${checks.length}, unit ${unit.passed}, browsers ${e2e.passed}; ${Math.round((Date.now() - started) / 1000)} s`,
);
const skipped = sum("skipped");
console.log(
  `${sum("passed")} passed, ${sum("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`,
);
process.exit(sum("failed") === 0 ? 0 : 1);
