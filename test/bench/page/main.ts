import { cpus } from "node:os";
import type { Browser } from "@playwright/test";
import { type Bench, bundleContestants, median, openBench, startBrowser } from "./measure.ts";
import { type BenchPage, nodesOf, numbersOf, PAGES, WORK } from "./pages.ts";

const ROUNDS = Number(process.env["ROUNDS"] ?? 3);
/** ringcentral-c2d begins so long after it was started, in ms. */
const C2D_BEGINS_MS = 1500;
const CONTESTANTS = ["floor", "ours", "libphonenumber", "c2d"] as const;
const GUARD = ";contestants.guard()";

const ms = (value: number): string => value.toFixed(value < 10 ? 1 : 0);

async function withBench<T>(
  browser: Browser,
  page: BenchPage,
  source: string,
  run: (bench: Bench) => Promise<T>,
): Promise<T> {
  const bench = await openBench(browser, page, source);
  try {
    return await run(bench);
  } finally {
    await bench.close();
  }
}

interface Measured {
  readonly cpu: number;
  readonly heap: number;
}

/** One contestant's first pass over a page that is at rest. */
const firstPass = (browser: Browser, page: BenchPage, source: string, name: string) =>
  withBench(browser, page, source, async (bench): Promise<Measured> => {
    const heap = await bench.heap();
    const before = await bench.cpu();
    await bench.evaluate(`contestants.${name}()`);
    if (name === "c2d") {
      await new Promise((resolve) => setTimeout(resolve, C2D_BEGINS_MS));
      await bench.settle();
    }
    const cpu = (await bench.cpu()) - before;
    return { cpu, heap: (await bench.heap()) - heap };
  });

async function compareFirstPass(browser: Browser, source: string): Promise<void> {
  console.log("First pass over a page at rest, CPU ms (x the floor; heap kept):");
  for (const page of PAGES) {
    const cells: string[] = [];
    let floor = 0;
    for (const name of CONTESTANTS) {
      const rounds: Measured[] = [];
      for (
        let round = 0;
        round < (page.rows > 6000 && name !== "floor" && name !== "ours" ? 1 : ROUNDS);
        round++
      ) {
        rounds.push(await firstPass(browser, page, source, name));
      }
      const cpu = median(rounds.map((round) => round.cpu));
      if (name === "floor") floor = cpu;
      const heap = median(rounds.map((round) => round.heap)) / 1e6;
      cells.push(`${name} ${ms(cpu)} (${(cpu / floor).toFixed(2)}x; ${heap.toFixed(1)} MB)`);
    }
    console.log(`  ${page.name}, ${nodesOf(page)} cells, ${numbersOf(page)} numbers`);
    console.log(`    ${cells.join(" | ")}`);
  }
}

/** CPU of each piece of the page's own work until it is done, and until everything rests. */
const ownWork = (browser: Browser, page: BenchPage, source: string) =>
  withBench(browser, page, source, async (bench) => {
    const costs = new Map([["load", { own: await bench.cpu(), whole: 0 }]]);
    for (const name of WORK) {
      const before = await bench.cpu();
      await bench.page.evaluate(
        (key) => (window as unknown as { work: Record<string, () => unknown> }).work[key]?.(),
        name,
      );
      const own = (await bench.cpu()) - before;
      await bench.settle();
      costs.set(name, { own, whole: (await bench.cpu()) - before });
    }
    return costs;
  });

async function compareOwnWork(browser: Browser, source: string, page: BenchPage): Promise<void> {
  console.log(`The page's own work, ${page.name}, CPU ms without us / with us:`);
  const without: Awaited<ReturnType<typeof ownWork>>[] = [];
  const guarded: typeof without = [];
  for (let round = 0; round < ROUNDS; round++) {
    without.push(await ownWork(browser, page, ""));
    guarded.push(await ownWork(browser, page, source + GUARD));
  }
  for (const name of ["load", ...WORK]) {
    const of = (rounds: typeof without, key: "own" | "whole"): number =>
      median(rounds.map((costs) => costs.get(name)?.[key] ?? 0));
    const [own, ownGuarded] = [of(without, "own"), of(guarded, "own")];
    const [whole, wholeGuarded] = [of(without, "whole"), of(guarded, "whole")];
    const rest = name === "load" ? "" : `; until all rests ${ms(whole)} / ${ms(wholeGuarded)}`;
    const ratio = (ownGuarded / own).toFixed(2);
    console.log(`  ${name}: ${ms(own)} / ${ms(ownGuarded)} (${ratio}x)${rest}`);
  }
}

/** Layout shifts and mutations that the guard causes on a page, and its longest task. */
async function tellFootprint(browser: Browser, source: string, page: BenchPage): Promise<void> {
  await withBench(browser, page, source, async (bench) => {
    await bench.page.evaluate(() => {
      const seen = { mutations: 0, shifts: 0 };
      Object.assign(window, { seen });
      new MutationObserver((records) => {
        seen.mutations += records.length;
      }).observe(document, { subtree: true, childList: true, attributes: true });
      new PerformanceObserver((list) => {
        seen.shifts += list.getEntries().length;
      }).observe({ type: "layout-shift" });
    });
    const longest = await bench.longestTask(async () => {
      await bench.evaluate("contestants.guard()");
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await bench.settle();
    });
    const seen = await bench.page.evaluate(
      () => (window as unknown as { seen: { mutations: number; shifts: number } }).seen,
    );
    console.log(`The guard begun on ${page.name} that are open already:`);
    console.log(
      `  longest task ${ms(longest)} ms CPU, restyling of the page for our sheet included; DOM mutations ${seen.mutations}; layout shifts ${seen.shifts}`,
    );
  });
}

const source = await bundleContestants();
const browser = await startBrowser();
console.log(`Chromium ${browser.version()}, ${cpus()[0]?.model ?? "?"}, ${cpus().length} cores`);
console.log(`Medians of ${ROUNDS} rounds; CPU time of the page's main thread.\n`);
await compareFirstPass(browser, source);
const dense = PAGES.find(({ second }) => second > 0) as BenchPage;
await compareOwnWork(browser, source, dense);
await tellFootprint(browser, source, PAGES.find(({ rows }) => rows === 50_000) as BenchPage);
await browser.close();
