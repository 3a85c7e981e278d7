import { cpus } from "node:os";
import { build } from "esbuild";
import type * as scan from "../../../lib/phone/scan.ts";
import { FRESH, HELD, TUNED } from "../../corpus/corpus.ts";
import type { Sample } from "../../corpus/labelled.ts";
import { type Found, score } from "../../corpus/score.ts";
import { createPeers } from "./peers.ts";
import { createTexts } from "./texts.ts";

/** The scanner in one script, as it is shipped: engines optimise less across modules. */
async function loadScanner(): Promise<typeof scan> {
  const { outputFiles } = await build({
    entryPoints: ["lib/phone/scan.ts"],
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
  });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? "")}`);
}

const { BOUNDARY, scanNumbers } = await loadScanner();
const ROUNDS = 9;
const SIZE = 4_000_000;
const BATCHES = 15;
/** Pieces in a batch; the peers are slow and get a few lines, one by one. All run for about a millisecond. */
const BATCH = 30;
const PEER_LINES = 5;
/** A page's text nodes are joined to texts of about this length. */
const PIECE = 8000;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** A joined string is a tree until it is read as a whole. */
const flat = (text: string): string => Buffer.from(text).toString();

function pieces(lines: readonly string[], between: string): string[] {
  const out: string[] = [];
  let piece: string[] = [];
  let length = 0;
  for (const line of lines) {
    piece.push(line);
    length += line.length + 1;
    if (length < PIECE) continue;
    out.push(flat(piece.join(between)));
    piece = [];
    length = 0;
  }
  return out;
}

const sizeOf = (texts: readonly string[]): number =>
  texts.reduce((sum, { length }) => sum + length, 0);

/** Reading every character code: nothing that looks at each can be faster. */
function floor(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum = (sum + text.charCodeAt(at)) | 0;
  return sum;
}

const peers = createPeers();

/** Milliseconds of the processor that a run takes: what waits for it is no part of it. */
function timed(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Contenders take turns on short batches, so that what else the machine does hits them alike. */
function printThroughput(): void {
  const texts = createTexts(7);
  console.log("\nThroughput in MB/s, medians; in brackets the ratio to the floor");
  for (const [kind, lines, between] of [
    ["rows", texts.rows(SIZE), BOUNDARY],
    ["prose", texts.prose(SIZE), "\n"],
    ["logs", texts.logs(SIZE), "\n"],
  ] as const) {
    const joined = pieces(lines, between);
    const nodes = lines.map(flat);
    const contenders: readonly (readonly [
      string,
      number,
      (texts: readonly string[]) => unknown,
    ])[] = [
      ["floor: every char code", BATCH, (all) => all.map(floor)],
      ["ours", BATCH, (all) => all.map((text) => scanNumbers(text, "US").length)],
      ...peers.map(
        ({ name, find }) =>
          [
            name,
            PEER_LINES,
            (all: readonly string[]) => all.map((text) => find(text, "US").length),
          ] as const,
      ),
    ];
    const speeds = contenders.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round++) {
      for (let batch = 0; batch < BATCHES; batch++) {
        contenders.forEach(([, count, run], index) => {
          const all = (index < 2 ? joined : nodes).slice(batch * count, (batch + 1) * count);
          speeds[index]?.push(sizeOf(all) / 1000 / timed(() => run(all)));
        });
      }
    }
    const [floorSpeed = 1, ours = 1, ...slow] = speeds.map(median);
    const found = joined.reduce((sum, text) => sum + scanNumbers(text, "US").length, 0);
    console.log(`\n${kind}, ${(sizeOf(joined) / 1e6).toFixed(1)} MB, ${found} numbers`);
    contenders.forEach(([name], index) => {
      const speed = median(speeds[index] ?? []);
      const digits = speed < 10 ? 2 : 0;
      console.log(
        `  ${name.padEnd(34)}${speed.toFixed(digits).padStart(8)}  [${(speed / floorSpeed).toFixed(4)}]`,
      );
    });
    const times = slow.map((speed) => (ours / speed).toFixed(0));
    console.log(`  ours is ${times.join(", ")} times as fast as the peers`);
  }
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`.padStart(9);

function printCorpus(title: string, samples: readonly Sample[]): void {
  const there = samples.reduce((sum, { numbers }) => sum + numbers.length, 0);
  console.log(`\n${title}: ${samples.length} texts with ${there} numbers; precision, recall`);
  const ours = (sample: Sample): readonly Found[] =>
    scanNumbers(sample.text, sample.country, sample.beside);
  const rows = [
    ["ours", score(samples, ours)] as const,
    [
      "ours, told nothing beside the text",
      score(samples, ({ text, country }) => scanNumbers(text, country)),
    ] as const,
    ...peers.map(
      ({ name, find }) =>
        [name, score(samples, ({ text, country }) => find(text, country), false)] as const,
    ),
  ];
  for (const [name, { precision, recall }] of rows) {
    console.log(`  ${name.padEnd(34)}${percent(precision)}${percent(recall)}`);
  }
}

console.log(`${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}`);
printCorpus("Corpus", TUNED);
if (process.argv.includes("--held-out")) {
  printCorpus("Held out", HELD);
  printCorpus("Held out, other screens", FRESH);
}
if (!process.argv.includes("--corpus")) printThroughput();
