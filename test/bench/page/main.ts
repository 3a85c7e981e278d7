import { cpus, loadavg } from "node:os";
import type { Browser } from "@playwright/test";
import { type Bench, bundle, type Cost, median, openBench, startBrowser } from "./measure.ts";
import { type BenchPage, framesHtml, htmlOf, nodesOf, numbersOf, PAGES, WORK } from "./pages.ts";

const QUICK = process.argv.includes("--quick");
const ROUNDS = Number(process.env["ROUNDS"] ?? (QUICK ? 1 : 3));
/** The slow ones get one round on larger pages. */
const FEW_ROWS = 6000;
const QUICK_ROWS = [1000, 12_500];
/** ringcentral-c2d begins so long after it was started, in ms. */
const C2D_BEGINS_MS = 1500;
const CONTESTANTS = ["floor", "reader", "guard", "libphonenumber", "c2d"] as const;
type Contestant = (typeof CONTESTANTS)[number];
const SLOW: ReadonlySet<string> = new Set(["libphonenumber", "c2d"]);
const SWAPS = "10 swaps of 200 rows";
/** Frames opened to see what the script's start costs in each. */
const FRAMES = 50;

const ms = (value: number): string => value.toFixed(value < 10 ? 1 : 0);
const times = (value: number, floor: number): string => `${(value / floor).toFixed(2)}x`;

function medians(costs: readonly Cost[]): Cost {
  const of = (key: keyof Cost): number => median(costs.map((cost) => cost[key]));
  return {
    own: of("own"),
    whole: of("whole"),
    longest: of("longest"),
    heap: of("heap"),
    mutations: of("mutations"),
    shifts: of("shifts"),
  };
}

function printTable(title: string, rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  console.log(`\n${title}`);
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    console.log(`  ${cells.join("  ")}`);
  }
}

const restsAfter = (name: Contestant): number => (name === "c2d" ? C2D_BEGINS_MS : 0);

const start = (bench: Bench, source: string, name: Contestant) =>
  bench.newWorld(source).then((world) => ({
    run: () => world.evaluate(`start(${JSON.stringify(name)})`),
    stop: () => world.evaluate("stop()"),
  }));

/** First passes over pages at rest: contestants take turns, each in a world of its own. */
async function compareFirstPass(
  browser: Browser,
  source: string,
  rules: string,
  page: BenchPage,
): Promise<void> {
  const bench = await openBench(browser, htmlOf(page), rules);
  const costs = new Map<Contestant, Cost[]>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of CONTESTANTS) {
      if (round > 0 && page.rows > FEW_ROWS && SLOW.has(name)) continue;
      const { run, stop } = await start(bench, source, name);
      const cost = await bench.measure(run, restsAfter(name));
      await stop();
      await bench.settle();
      costs.set(name, [...(costs.get(name) ?? []), cost]);
    }
  }
  await bench.close();
  const floor = median((costs.get("floor") ?? []).map(({ whole }) => whole));
  const rows = [...costs].map(([name, rounds]) => {
    const { whole, longest, heap, mutations, shifts } = medians(rounds);
    return [
      name,
      ms(whole),
      times(whole, floor),
      ms(longest),
      (heap / 1e6).toFixed(1),
      `${mutations}`,
      `${shifts}`,
    ];
  });
  printTable(`${page.name}: ${nodesOf(page)} cells, ${numbersOf(page)} numbers`, [
    ["", "CPU ms", "x floor", "longest task", "heap MB", "mutations", "shifts"],
    ...rows,
  ]);
}

/** One piece of the page's own work, from the page as it was. */
async function doWork(bench: Bench, name: string): Promise<Cost> {
  const cost = await bench.measure(() =>
    bench.page.evaluate(
      (key) => (window as unknown as { work: Record<string, () => unknown> }).work[key]?.(),
      name,
    ),
  );
  await bench.page.evaluate(() => (window as unknown as { restore(): void }).restore());
  await bench.settle();
  return cost;
}

/** The page's own work, by turns without us and with us. */
async function compareOwnWork(browser: Browser, source: string, page: BenchPage): Promise<void> {
  const bench = await openBench(browser, htmlOf(page));
  const bare = new Map<string, Cost[]>();
  const guarded = new Map<string, Cost[]>();
  const all = async (costs: Map<string, Cost[]>): Promise<void> => {
    for (const name of WORK)
      costs.set(name, [...(costs.get(name) ?? []), await doWork(bench, name)]);
  };
  for (let round = 0; round < ROUNDS; round++) {
    await all(bare);
    const { run, stop } = await start(bench, source, "guard");
    await run();
    await bench.settle();
    await all(guarded);
    await stop();
  }
  await bench.close();
  const rows = WORK.map((name) => {
    const without = medians(bare.get(name) ?? []);
    const withUs = medians(guarded.get(name) ?? []);
    return [
      name,
      ms(without.own),
      ms(withUs.own),
      times(withUs.own, without.own),
      ms(without.whole),
      ms(withUs.whole),
      times(withUs.whole, without.whole),
    ];
  });
  printTable(`The page's own work, ${page.name}, CPU ms`, [
    ["", "without us", "with us", "", "until rest", "with us", ""],
    ...rows,
  ]);
}

/** What each costs while rows are swapped, until all rests. */
async function compareSwaps(browser: Browser, source: string, page: BenchPage): Promise<void> {
  const bench = await openBench(browser, htmlOf(page));
  const rows: string[][] = [];
  const add = (name: string, { whole, longest, heap, shifts }: Cost): void => {
    rows.push([name, ms(whole), ms(longest), (heap / 1e6).toFixed(1), `${shifts}`]);
  };
  const bare: Cost[] = [];
  for (let round = 0; round < ROUNDS; round++) bare.push(await doWork(bench, SWAPS));
  add("nobody", medians(bare));
  for (const name of CONTESTANTS) {
    if (name === "reader") continue;
    const { run, stop } = await start(bench, source, name);
    await run();
    await new Promise((resolve) => setTimeout(resolve, restsAfter(name)));
    await bench.settle();
    const costs: Cost[] = [];
    for (let round = 0; round < (SLOW.has(name) ? 1 : ROUNDS); round++) {
      costs.push(await doWork(bench, SWAPS));
    }
    add(name, medians(costs));
    await stop();
  }
  await bench.close();
  printTable(`${SWAPS}, ${page.name}, the page's own work included`, [
    ["followed by", "CPU ms", "longest task", "heap MB", "shifts"],
    ...rows,
  ]);
}

/** A script that does nothing: what a world of its own costs in each frame. */
const NOTHING = "void 0";

/** What the script costs in each frame of a page, from its first line until it rests. */
async function tellStart(browser: Browser, source: string): Promise<void> {
  const load = async (frames: number, script: string): Promise<number> => {
    const bench = await openBench(browser, framesHtml(frames), script);
    const cpu = await bench.cpu();
    await bench.close();
    return cpu;
  };
  const first: number[] = [];
  const each: number[] = [];
  for (let round = 0; round < ROUNDS + 2; round++) {
    first.push((await load(0, source)) - (await load(0, NOTHING)));
    const all = (await load(FRAMES, source)) - (await load(FRAMES, NOTHING));
    each.push((all - (first.at(-1) ?? 0)) / FRAMES);
  }
  console.log(
    `\nStart, CPU ms: ${ms(median(first))} in the first frame of a process, ${median(each).toFixed(2)} in each of ${FRAMES} more, beyond what a script that does nothing costs`,
  );
}

const source = await bundle("contestants.ts");
const rules = await bundle("rules.ts");
const browser = await startBrowser();
console.log(`Chromium ${browser.version()}, ${cpus()[0]?.model ?? "?"}, ${cpus().length} cores`);
console.log(
  `Load of the machine ${loadavg()[0]?.toFixed(1)}; medians of ${ROUNDS} rounds, by turns;`,
);
console.log("CPU time of the page's main thread; libphonenumber and c2d once on larger pages.");
console.log("\nFirst pass, until all rests; each in an isolated world, as content scripts are.");
console.log("reader: the guard's reading alone; guard: reading, verdicts, painting, following.");
for (const page of PAGES) {
  if (!QUICK || QUICK_ROWS.includes(page.rows))
    await compareFirstPass(browser, source, rules, page);
}
const dense = PAGES.find(({ second }) => second > 0) as BenchPage;
const swapped = PAGES.find(({ rows }) => rows === (QUICK ? 1000 : 5000)) as BenchPage;
await compareSwaps(browser, source, swapped);
await compareOwnWork(browser, source, QUICK ? swapped : dense);
await tellStart(browser, await bundle("start.ts"));
await browser.close();
