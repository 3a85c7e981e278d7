import type { GuardConfig } from "../messages/protocol.ts";
import { type GuardedPage, guardPage } from "./guarded-page.ts";
import type { GuardPorts } from "./ports.ts";
import { awaitShowing, type StartShowing } from "./stage.ts";

/** In force until the background has told its own: nothing passes undecided meanwhile. */
const UNTIL_TOLD: GuardConfig = {
  active: true,
  defaultCountry: "US",
  unverified: "warn",
  anyNumberBlocks: true,
  webTexting: false,
  recipes: [],
};

/** Runs the guard on a page, and lets it start and stop as the site is resumed and paused. */
export function startGuard(
  window: Window & typeof globalThis,
  ports: GuardPorts,
  signal: AbortSignal,
): void {
  let startShowing: StartShowing | null = null;
  let running: { readonly page: GuardedPage; readonly stop: AbortController } | null = null;

  const start = (config: GuardConfig): void => {
    const stop = new AbortController();
    const page = guardPage(window, ports, config, AbortSignal.any([signal, stop.signal]));
    running = { page, stop };
    if (startShowing) page.show(startShowing);
  };

  const configure = async (fresh: boolean): Promise<void> => {
    const config = await ports.ask("guard/config", { fresh });
    if (!config || signal.aborted) return;
    if (!config.active) {
      running?.stop.abort();
      running = null;
    } else if (running) running.page.configure(config);
    else start(config);
  };

  start(UNTIL_TOLD);
  awaitShowing((given) => {
    startShowing = given;
    if (!signal.aborted) running?.page.show(given);
  });
  void configure(true);
  ports.onPush((push) => {
    if (push.push === "config-changed") void configure(false);
    if (push.push === "verdicts-changed") running?.page.refresh(push.recipients);
  }, signal);
  ports.onQuestion(
    (question) =>
      question.question === "numbers"
        ? (running?.page.shown()?.numbers() ?? [])
        : (running?.page.shown()?.reveal(question.recipient) ?? false),
    signal,
  );
}
