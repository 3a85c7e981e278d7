import fc from "fast-check";
import { FUZZ_TARGETS } from "./targets.ts";

const runs = Number(process.argv[2] ?? 100_000);
let failed = 0;
for (const { name, property } of FUZZ_TARGETS) {
  const result = await fc.check(property, { numRuns: runs });
  if (result.failed) {
    failed++;
    console.error(`${name}: FAILED\n${fc.defaultReportMessage(result)}`);
  } else console.log(`${name}: ${result.numRuns} cases`);
}
process.exit(failed === 0 ? 0 : 1);
