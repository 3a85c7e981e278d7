import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "@playwright/test";
import { build, type Plugin } from "esbuild";
import { findBrowser } from "../../support/find-browser.ts";

const ADDRESS = "http://bench.localhost/";
const WORLD = "bench";

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** What ringcentral-c2d takes from Node, and polyfills that this browser does not need. */
const c2dNeeds: Plugin = {
  name: "c2d-needs",
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /^(core-js\/.*|events)$/ }, ({ path }) => ({ path, namespace: "c2d" }));
    onLoad({ filter: /.*/, namespace: "c2d" }, ({ path }) => ({
      contents: path === "events" ? "exports.EventEmitter = class { on() {} emit() {} };" : "",
    }));
  },
};

/** One file of this folder with all that it imports, as a script. */
export async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    write: false,
    format: "iife",
    minify: true,
    plugins: [c2dNeeds],
    logLevel: "error",
  });
  return outputFiles[0]?.text ?? "";
}

export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: findBrowser("chromium"),
    args: ["--no-sandbox", "--disable-gpu"],
  });

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Thread CPU time in microseconds. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** CPU time in ms of the longest task of a page's main thread. */
function longestOf(trace: readonly TraceEvent[]): number {
  const main = new Set(
    trace
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return (
    trace
      .filter(({ pid, tid }) => main.has(`${pid} ${tid}`))
      .reduce((longest, { tdur = 0 }) => Math.max(longest, tdur), 0) / 1000
  );
}

/** What a piece of work did to the page, and what it cost. */
export interface Cost {
  /** CPU time of the page's main thread in ms until the work itself was done. */
  readonly own: number;
  /** The same until everything rested. */
  readonly whole: number;
  /** The longest task's, in ms. */
  readonly longest: number;
  /** JavaScript heap that stays, in bytes. */
  readonly heap: number;
  readonly mutations: number;
  readonly shifts: number;
}

/** A world beside the page's own, as content scripts have it. */
export interface World {
  /** @throws what the expression throws */
  evaluate(expression: string): Promise<unknown>;
}

export interface Bench {
  readonly page: Page;
  /** A new world, with this script in it; no node has a wrapper there yet. */
  newWorld(source: string): Promise<World>;
  measure(work: () => Promise<unknown>, restsAfter?: number): Promise<Cost>;
  /** CPU time of the page's main thread so far, in ms. */
  cpu(): Promise<number>;
  /** Until the main thread rests. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Loading and laying out the largest page takes minutes where everything else is busy. */
const PATIENCE_MS = 300_000;
/** The main thread rests when it took less than this in each of a few looks. */
const REST_MS = 3;
const LOOKS = 4;
const LOOK_MS = 100;

/** A page that is loaded, laid out and at rest. `source` runs in a world of its own in each frame, before the page. */
export async function openBench(browser: Browser, html: string, source = ""): Promise<Bench> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(PATIENCE_MS);
  context.setDefaultNavigationTimeout(PATIENCE_MS);
  const page = await context.newPage();
  await page.route(ADDRESS, (route) => route.fulfill({ body: html, contentType: "text/html" }));
  const session = await context.newCDPSession(page);
  await session.send("Page.enable");
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  if (source) {
    await session.send("Page.addScriptToEvaluateOnNewDocument", { source, worldName: WORLD });
  }

  const cpu = async (): Promise<number> => {
    const { metrics } = await session.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000;
  };
  const settle = async (): Promise<void> => {
    for (let quiet = 0, last = await cpu(); quiet < LOOKS; ) {
      await pause(LOOK_MS);
      const now = await cpu();
      quiet = now - last < REST_MS ? quiet + 1 : 0;
      last = now;
    }
  };
  const heap = async (): Promise<number> => {
    await session.send("HeapProfiler.collectGarbage");
    return (await session.send("Runtime.getHeapUsage")).usedSize;
  };
  const seen = (): Promise<{ mutations: number; shifts: number }> =>
    page.evaluate(() =>
      (window as unknown as { seen(): { mutations: number; shifts: number } }).seen(),
    );

  await page.goto(ADDRESS);
  await page.evaluate(() => document.body.offsetHeight);
  const { frameTree } = await session.send("Page.getFrameTree");
  await settle();

  let worlds = 0;
  return {
    page,
    cpu,
    settle,
    newWorld: async (script) => {
      const { executionContextId: contextId } = await session.send("Page.createIsolatedWorld", {
        frameId: frameTree.frame.id,
        worldName: `${WORLD} ${worlds++}`,
      });
      const evaluate = async (expression: string): Promise<unknown> => {
        const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
          contextId,
          expression,
          awaitPromise: true,
          returnByValue: true,
        });
        if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
        return result.value;
      };
      await evaluate(script);
      return { evaluate };
    },
    measure: async (work, restsAfter = 0) => {
      const kept = await heap();
      await seen();
      await browser.startTracing(page, { categories: ["toplevel", "__metadata"] });
      const before = await cpu();
      await work();
      const own = (await cpu()) - before;
      await pause(restsAfter);
      await settle();
      const whole = (await cpu()) - before;
      const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
        readonly traceEvents: readonly TraceEvent[];
      };
      const longest = longestOf(traceEvents);
      return { own, whole, longest, ...(await seen()), heap: (await heap()) - kept };
    },
    close: () => context.close(),
  };
}
