import type { GuardConfig } from "../messages/protocol.ts";
import { type GuardedPage, guardPage } from "./guarded-page.ts";
import type { NumberReader } from "./number-reader.ts";
import type { GuardPorts } from "./ports.ts";
import { reveal } from "./reveal.ts";
import { awaitParts, type Part } from "./stage.ts";

/** In force until the background has told its own: nothing passes undecided meanwhile. */
const UNTIL_TOLD: GuardConfig = {
  active: true,
  defaultCountry: "US",
  unverified: "warn",
  anyNumberBlocks: true,
  optInMissing: "warn",
  webTexting: false,
  onDemand: false,
  recipes: [],
  theme: "auto",
  texts: {},
};

/** After this an early press is decided by the policy that is in force until then. */
const TOLD_WITHIN_MS = 3000;

/** Runs the guard on a page, and lets it start and stop as the site is resumed and paused. */
export function startGuard(
  window: Window & typeof globalThis,
  ports: GuardPorts,
  reader: NumberReader,
  signal: AbortSignal,
): void {
  const parts: Part[] = [];
  let running: { readonly page: GuardedPage; readonly stop: AbortController } | null = null;

  let told: Promise<unknown> = Promise.resolve();
  /** A company may block what is only warned of until it is told. */
  const ready = (): Promise<unknown> =>
    Promise.race([told, new Promise((resolve) => setTimeout(resolve, TOLD_WITHIN_MS))]);

  const start = (config: GuardConfig): void => {
    const stop = new AbortController();
    const page = guardPage(
      window,
      ports,
      reader,
      config,
      ready,
      AbortSignal.any([signal, stop.signal]),
    );
    running = { page, stop };
    for (const part of parts) page.add(part);
  };

  const configure = async (fresh: boolean): Promise<void> => {
    const config = await ports.ask("guard/config", { fresh });
    if (!config || signal.aborted) return;
    ports.setTexts(config.texts);
    if (!config.active) {
      running?.stop.abort();
      running = null;
    } else if (running) running.page.configure(config);
    else start(config);
  };

  start(UNTIL_TOLD);
  awaitParts((part) => {
    parts.push(part);
    if (!signal.aborted) running?.page.add(part);
  });
  told = configure(true);
  ports.onPush((push) => {
    if (push.push === "config-changed") void configure(false);
    if (push.push === "verdicts-changed") running?.page.refresh(push.recipients);
  }, signal);
  ports.onQuestion(
    (question) =>
      question.question === "numbers"
        ? (running?.page.read()?.numbers() ?? [])
        : reveal(running?.page.read()?.find(question.recipient)),
    signal,
  );
}
