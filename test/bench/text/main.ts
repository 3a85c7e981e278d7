import { cpus } from "node:os";
import { scanNumbers } from "../../../lib/phone/scan.ts";
import { HELD, TUNED } from "../../corpus/corpus.ts";
import type { Sample } from "../../corpus/labelled.ts";
import { type Found, score } from "../../corpus/score.ts";
import { createPeers } from "./peers.ts";
import { createTexts } from "./texts.ts";

const ROUNDS = 9;
/** The peers are slow: they get the first part of each text. */
const SIZE = 4_000_000;
const PEER_SIZE = 60_000;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

const flat = (lines: readonly string[]): string => {
  const text = lines.join("\n");
  // A joined string is a tree until it is read as a whole.
  return Buffer.from(text).toString();
};

/** Reading every character code: nothing that looks at each can be faster. */
function floor(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum = (sum + text.charCodeAt(at)) | 0;
  return sum;
}

const peers = createPeers();

function printThroughput(): void {
  const texts = createTexts(7);
  console.log("\nThroughput in MB/s, medians of rounds; in brackets the ratio to the floor");
  for (const [kind, lines] of [
    ["rows", texts.rows(SIZE)],
    ["prose", texts.prose(SIZE)],
    ["logs", texts.logs(SIZE)],
  ] as const) {
    const whole = flat(lines);
    const nodes = lines.map((line) => flat([line]));
    const few: string[] = [];
    for (let size = 0; size < PEER_SIZE; size += few.at(-1)?.length ?? 0) {
      few.push(nodes[few.length] ?? "");
    }
    const fewSize = few.reduce((sum, { length }) => sum + length, 0);
    const contenders: readonly (readonly [string, number, () => unknown])[] = [
      ["floor: every char code", whole.length, () => floor(whole)],
      ["ours, one text", whole.length, () => scanNumbers(whole, "US").length],
      ["ours, line by line", whole.length, () => nodes.map((n) => scanNumbers(n, "US").length)],
      ...peers.map(
        ({ name, find }) => [name, fewSize, () => few.map((n) => find(n, "US").length)] as const,
      ),
    ];
    const speeds = contenders.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round++) {
      contenders.forEach(([, size, run], index) => {
        const started = performance.now();
        run();
        speeds[index]?.push(size / 1000 / (performance.now() - started));
      });
    }
    const [floorSpeed = 1] = speeds.map(median);
    const found = scanNumbers(whole, "US").length;
    console.log(`\n${kind}, ${(whole.length / 1e6).toFixed(1)} MB, ${found} numbers`);
    contenders.forEach(([name], index) => {
      const speed = median(speeds[index] ?? []);
      const digits = speed < 10 ? 2 : 0;
      console.log(
        `  ${name.padEnd(34)}${speed.toFixed(digits).padStart(8)}  [${(speed / floorSpeed).toFixed(4)}]`,
      );
    });
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
if (process.argv.includes("--held-out")) printCorpus("Held out", HELD);
if (!process.argv.includes("--corpus")) printThroughput();
