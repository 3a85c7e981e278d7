import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { finished } from "node:stream/promises";
import type { E164 } from "../../../lib/phone/e164.ts";
import { csvOf } from "../../emulator/consents/csv.ts";
import { customerAt } from "../../emulator/consents/generated.ts";
import { createConsentStore } from "../../emulator/consents/store.ts";
import { openWorkerBench } from "../worker-bench.ts";
import type { Answer, Question } from "./questions.ts";

/** `npm run bench -- cache [sizes]` */
const asked = process.argv.slice(3).map(Number);
const SIZES = asked.length > 0 ? asked : [10_000, 100_000, 1_000_000, 5_000_000];
/** Beyond this the peers take minutes, or do not fit into memory: `-` in the table. */
const MOST_ROWS = 100_000;
const MOST_JSON = 1_000_000;
const WAKES = 21;
const LOADS = 5;

const folder = mkdtempSync(`${tmpdir()}/consent-guard-bench-`);

async function writeExport(size: number): Promise<number> {
  const store = createConsentStore(Date.now);
  store.generate(size);
  const file = createWriteStream(`${folder}/${size}.csv`);
  for (const piece of csvOf(store, false)) {
    if (!file.write(piece))
      await new Promise<void>((resolve) => file.once("drain", () => resolve()));
  }
  file.end();
  await finished(file);
  return statSync(`${folder}/${size}.csv`).size;
}

const bench = await openWorkerBench<Question, Answer>(
  new URL("worker.ts", import.meta.url),
  ({ url }, response) => {
    if (!url?.endsWith(".csv")) return false;
    response.setHeader("Content-Type", "text/csv");
    createReadStream(folder + url, { highWaterMark: 1 << 18 }).pipe(response);
    return true;
  },
);
const { ask, cpu, peakOf, origin } = bench;

interface Cost {
  readonly ms: number;
  readonly cpu: number;
}

async function costOf(question: Question): Promise<Cost> {
  const before = await cpu();
  const { ms } = await ask(question);
  return { ms, cpu: (await cpu()) - before };
}

const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ??
  0;

/** Milliseconds from starting a worker to its answer; all questions by turns, so that what else the machine does falls on each. */
async function wakes(
  questions: Readonly<Record<string, Question>>,
): Promise<Readonly<Record<string, string>>> {
  const times = Object.entries(questions).map(([name, question]) => {
    const taken: number[] = [];
    return { name, question, taken };
  });
  for (let i = 0; i < WAKES; i++) {
    for (const { question, taken } of times) taken.push((await ask(question)).wake);
  }
  return Object.fromEntries(
    times.map(({ name, taken }) => [
      name,
      [0.5, 0.95].map((q) => quantile(taken, q).toFixed(1)).join(" / "),
    ]),
  );
}

console.log(
  `${cpus()[0]?.model.trim()}, ${cpus().length} cores, Chromium ${bench.version}, a dedicated worker`,
);
const rows: Record<string, string | number>[] = [];
for (const size of SIZES) {
  const bytes = await writeExport(size);
  const url = `${origin}/${size}.csv`;
  const name = `pairs-${size}`;
  const recipients = Array.from(
    { length: 50 },
    (_, i) => customerAt(Math.floor((i * size * 2) / 50)) as E164,
  );
  // Once beforehand: the first of each finds nothing compiled, and the file not in memory.
  await ask({ ask: "read", url });
  const reading = await peakOf(() => ask({ ask: "read", url }));
  const loading = await peakOf(() => ask({ ask: "load", url, name }));
  const reads: Cost[] = [];
  const streams: Cost[] = [];
  const parses: Cost[] = [];
  const loads: Cost[] = [];
  for (let i = 0; i < LOADS; i++) {
    reads.push(await costOf({ ask: "read", url }));
    streams.push(await costOf({ ask: "stream", url }));
    parses.push(await costOf({ ask: "parse", url }));
    loads.push(await costOf({ ask: "load", url, name: `${name}-${i}` }));
  }
  const median = (costs: readonly Cost[], of: keyof Cost): number =>
    quantile(
      costs.map((cost) => cost[of]),
      0.5,
    );
  const [blocks = 0, details = 0] = (await ask({ ask: "sizes", name })).result as readonly number[];
  const pairs = loading.result.result as number;
  const many = Array.from({ length: 2000 }, (_, i) => customerAt((i * 7919) % (size * 2)) as E164);
  const living = await ask({ ask: "look-ups", name, recipients: many });
  const json = `json-${size}`;
  const row = `rows-${size}`;
  const jsonBuild =
    size <= MOST_JSON ? (await ask({ ask: "build-json", url, name: json })).ms : null;
  const rowsBuild =
    size <= MOST_ROWS ? (await ask({ ask: "build-rows", url, name: row })).ms : null;
  const wake = await wakes({
    nothing: { ask: "nothing" },
    "look-up": { ask: "look-up", name, recipients },
    ...(rowsBuild !== null && { rows: { ask: "look-up-rows", name: row, recipients } }),
    ...(jsonBuild !== null && { json: { ask: "look-up-json", name: json, recipients } }),
  });
  rows.push({
    records: size,
    "export MB": (bytes / 1e6).toFixed(1),
    "read+decode ms": median(reads, "ms").toFixed(0),
    "load ms": median(loads, "ms").toFixed(0),
    ratio: (median(loads, "ms") / median(reads, "ms")).toFixed(2),
    "read+decode CPU ms": median(reads, "cpu").toFixed(0),
    "CPU ms of the bytes alone": median(streams, "cpu").toFixed(0),
    "CPU ms of their rows, too": median(parses, "cpu").toFixed(0),
    "load CPU ms": median(loads, "cpu").toFixed(0),
    "CPU ratio": (median(loads, "cpu") / median(reads, "cpu")).toFixed(2),
    "peak MB, read+decode": reading.peak.toFixed(0),
    "peak MB, load": loading.peak.toFixed(0),
    "bytes/pair": (blocks / pairs).toFixed(2),
    "details/pair": (details / pairs).toFixed(2),
    "wake, nothing ms (p50 / p95)": wake.nothing ?? "-",
    "wake, 50 looked up": wake["look-up"] ?? "-",
    "µs a look-up, awake": (living.result as number).toFixed(0),
    "row a pair: build ms": rowsBuild?.toFixed(0) ?? "-",
    "its wake": wake.rows ?? "-",
    "JSON Set: build ms": jsonBuild?.toFixed(0) ?? "-",
    "its wake ": wake.json ?? "-",
  });
  console.log(rows.at(-1));
}
await bench.close();
rmSync(folder, { recursive: true });
