import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { chromium } from "@playwright/test";
import { build } from "esbuild";
import { findBrowser } from "../support/find-browser.ts";

const memoryOf = (pid: number, field: string): number => {
  const line = new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(line?.[1] ?? 0) / 1024;
};

/**
 * A page in real Chromium that starts a worker for each question, and what its
 * processes took. `serve` answers what is neither the page nor the worker.
 */
export async function openWorkerBench<Question, Answer extends { readonly error?: string }>(
  entry: URL,
  serve?: (request: IncomingMessage, response: ServerResponse) => boolean,
) {
  const bundle = await build({
    entryPoints: [entry.pathname],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2024",
  });
  const script = bundle.outputFiles[0]?.text ?? "";
  const server = createServer((request, response) => {
    if (serve?.(request, response)) return;
    const isScript = request.url === "/worker.js";
    response
      .setHeader("Content-Type", isScript ? "text/javascript" : "text/html")
      .end(isScript ? script : "<!doctype html>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({
    executablePath: findBrowser("chromium"),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const context = await browser.newContext();
  const openPage = async () => {
    const opened = await context.newPage();
    await opened.goto(origin);
    return opened;
  };
  let page = await openPage();
  const cdp = await browser.newBrowserCDPSession();

  const renderers = async () => {
    const { processInfo } = await cdp.send("SystemInfo.getProcessInfo");
    return processInfo.filter(({ type }) => type === "renderer");
  };

  return {
    origin,
    version: browser.version(),
    /** A new worker, asked once: its start, its answer (ms), and its end. */
    ask: (question: Question): Promise<Answer & { readonly wake: number }> =>
      page.evaluate(async (asked) => {
        const start = performance.now();
        const worker = new Worker("/worker.js");
        worker.postMessage(asked);
        const answer = await new Promise<Answer>((resolve) => {
          worker.onmessage = ({ data }) => resolve(data as Answer);
        });
        const wake = performance.now() - start;
        worker.terminate();
        if (answer.error) throw new Error(answer.error);
        return { ...answer, wake };
      }, question),
    /** CPU milliseconds of the page's processes so far: waiting for others counts in no clock of theirs. */
    cpu: async (): Promise<number> =>
      (await renderers()).reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0),
    /**
     * The most memory that the page's processes took during a task, over what they had
     * before it (MB), garbage included: in a new page, as what an earlier task has freed
     * stays with its process and would hide what this one takes.
     */
    peakOf: async <T>(task: () => Promise<T>): Promise<{ result: T; peak: number }> => {
      await page.close();
      page = await openPage();
      const before = (await renderers()).map(({ id }) => {
        writeFileSync(`/proc/${id}/clear_refs`, "5");
        return { id, memory: memoryOf(id, "VmRSS") };
      });
      const result = await task();
      const alive = new Set((await renderers()).map(({ id }) => id));
      const risen = before.map(({ id, memory }) =>
        alive.has(id) ? memoryOf(id, "VmHWM") - memory : 0,
      );
      return { result, peak: Math.max(...risen) };
    },
    close: async (): Promise<void> => {
      await browser.close();
      server.close();
    },
  };
}
