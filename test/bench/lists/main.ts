import { cpus } from "node:os";
import { openWorkerBench } from "../worker-bench.ts";
import type { Answer, Question } from "./questions.ts";

/** `npm run bench -- lists [rows …]` */
const asked = process.argv.slice(3).map(Number);
const SIZES = asked.length > 0 ? asked : [10_000, 100_000, 1_000_000];
const ROUNDS = 5;
/** What the account has: a list of a million rows meets a twentieth of them. */
const PAIRS = 1_000_000;

const bench = await openWorkerBench<Question, Answer>(new URL("worker.ts", import.meta.url));
const { ask, peakOf } = bench;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

console.log(
  `${cpus()[0]?.model.trim()}, ${cpus().length} cores, Chromium ${bench.version}, a dedicated worker; ${PAIRS} opted-out pairs; medians of ${ROUNDS} turns`,
);
await ask({ ask: "fill", pairs: PAIRS });

const CONTESTANTS = ["floor", "scrub", "papa"] as const;
type Contestant = (typeof CONTESTANTS)[number];

/** Before anybody has taken much: what a process has once taken it keeps. */
const peaks = new Map<string, number>();
const bytes = new Map<number, number>();
for (const contestant of CONTESTANTS) {
  for (const rows of SIZES) {
    if (!bytes.has(rows)) bytes.set(rows, (await ask({ ask: "write", rows })).result);
    const { peak } = await peakOf(() => ask({ ask: contestant, rows }));
    peaks.set(`${contestant} ${rows}`, peak);
  }
}

for (const rows of SIZES) {
  const size = bytes.get(rows) ?? 0;
  const times: Record<Contestant, number[]> = { floor: [], scrub: [], papa: [] };
  const removed = new Set<number>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const contestant of CONTESTANTS) {
      const { ms, result } = await ask({ ask: contestant, rows });
      times[contestant].push(ms);
      if (contestant !== "floor") removed.add(result);
    }
  }
  if (removed.size !== 1) throw new Error(`they do not agree: ${[...removed].join(", ")}`);
  const speed = (name: Contestant): string => (size / 1000 / median(times[name])).toFixed(1);
  const ratio = (name: Contestant): string =>
    (median(times[name]) / median(times.floor)).toFixed(2);
  const peak = (name: Contestant): string => (peaks.get(`${name} ${rows}`) ?? 0).toFixed(0);
  console.log({
    rows,
    MB: (size / 1e6).toFixed(1),
    removed: [...removed][0],
    "floor MB/s": speed("floor"),
    "scrub MB/s": speed("scrub"),
    "scrub ms": median(times.scrub).toFixed(0),
    "scrub / floor": ratio("scrub"),
    "Papa Parse and a Set MB/s": speed("papa"),
    "its ratio": ratio("papa"),
    "peak MB: floor": peak("floor"),
    "scrub ": peak("scrub"),
    "Papa Parse": peak("papa"),
  });
}
await bench.close();
