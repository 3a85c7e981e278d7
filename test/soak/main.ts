import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Plays the model-based test again and again with new seeds: `npm run soak -- 60` for an hour, no number for ever. */
const minutes = Number(process.argv[2] ?? Number.POSITIVE_INFINITY);
const root = fileURLToPath(new URL("../..", import.meta.url));
const end = Date.now() + minutes * 60_000;
let rounds = 0;

while (Date.now() < end) {
  const { status } = spawnSync(
    `${root}node_modules/.bin/vitest`,
    ["run", "test/unit/sync/model/model.test.ts", "--reporter=dot"],
    { cwd: root, stdio: "inherit", env: { ...process.env, MODEL_RUNS: "2000" } },
  );
  if (status !== 0) {
    console.error("Keep the counterexample above as a case of test/unit/sync/model/found.test.ts.");
    process.exit(1);
  }
  console.log(`${++rounds * 2000} runs without a broken law`);
}
