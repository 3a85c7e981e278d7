import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "@playwright/test";
import { build, type Plugin } from "esbuild";
import { findBrowser } from "../../support/find-browser.ts";
import { type BenchPage, htmlOf } from "./pages.ts";

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

export async function bundleContestants(minify = true): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("contestants.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "iife",
    minify,
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

export interface Bench {
  readonly page: Page;
  /** Runs an expression beside the page, in a world as content scripts have it. */
  evaluate(expression: string): Promise<unknown>;
  /** CPU time of the page's main thread so far, in ms. */
  cpu(): Promise<number>;
  /** Until the main thread rests. */
  settle(): Promise<void>;
  /** JavaScript heap after a collection, in bytes. */
  heap(): Promise<number>;
  longestTask(run: () => Promise<unknown>): Promise<number>;
  close(): Promise<void>;
}

/**
 * A page loaded, laid out and at rest. `source` is there from its start, in an
 * isolated world of its own.
 */
export async function openBench(
  browser: Browser,
  shape: BenchPage,
  source: string,
): Promise<Bench> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const html = htmlOf(shape);
  await page.route(ADDRESS, (route) => route.fulfill({ body: html, contentType: "text/html" }));
  const session = await context.newCDPSession(page);
  let contextId = 0;
  session.on("Runtime.executionContextCreated", ({ context: created }) => {
    if (created.name === WORLD) contextId = created.id;
  });
  await session.send("Runtime.enable");
  await session.send("Page.enable");
  await session.send("Page.addScriptToEvaluateOnNewDocument", { source, worldName: WORLD });
  await session.send("Performance.enable", { timeDomain: "threadTicks" });

  const cpu = async (): Promise<number> => {
    const { metrics } = await session.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000;
  };
  const settle = async (): Promise<void> => {
    for (let quiet = 0, last = await cpu(); quiet < 4; ) {
      await pause(100);
      const now = await cpu();
      quiet = now - last < 3 ? quiet + 1 : 0;
      last = now;
    }
  };
  await page.goto(ADDRESS);
  await page.evaluate(() => document.body.offsetHeight);
  await settle();

  return {
    page,
    evaluate: async (expression) => {
      const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
        contextId,
        expression,
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
      return result.value;
    },
    cpu,
    settle,
    heap: async () => {
      await session.send("HeapProfiler.collectGarbage");
      return (await session.send("Runtime.getHeapUsage")).usedSize;
    },
    longestTask: async (run) => {
      await browser.startTracing(page, { categories: ["toplevel", "__metadata"] });
      await run();
      const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
        readonly traceEvents: readonly TraceEvent[];
      };
      return longestOf(traceEvents);
    },
    close: () => context.close(),
  };
}
