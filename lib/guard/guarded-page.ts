import type { VerdictKind } from "../consent/verdict.ts";
import type { GuardConfig } from "../messages/protocol.ts";
import type { E164 } from "../phone/e164.ts";
import type { NumberReader } from "./number-reader.ts";
import type { GuardPorts } from "./ports.ts";
import type { Refusal } from "./routes/gate.ts";
import { type NearbyPorts, numbersOnPage } from "./routes/nearest-number.ts";
import { recipeRoute } from "./routes/recipe-route.ts";
import { createRouteBlocker } from "./routes/route-blocker.ts";
import { type TextButtonPorts, textButtonRoute } from "./routes/text-button.ts";
import type { Explainer, MarkedPage, Part, Stage } from "./stage.ts";
import { createVerdictStore } from "./verdict-store.ts";

export interface GuardedPage {
  configure(config: GuardConfig): void;
  refresh(recipients: readonly E164[] | null): void;
  /** Texts are held without the other parts too. */
  add(part: Part): void;
  /** Null until that part is there. */
  read(): MarkedPage | null;
}

/** Guards one document until the signal ends it; then nothing of ours is left. */
export function guardPage(
  window: Window & typeof globalThis,
  ports: GuardPorts,
  reader: NumberReader,
  initial: GuardConfig,
  ready: () => Promise<unknown>,
  signal: AbortSignal,
): GuardedPage {
  let config = initial;
  let read: MarkedPage | null = null;
  let explainer: Explainer | null = null;
  /** Refused before anything could be explained. */
  let unexplained: Refusal | null = null;

  let hasVerdicts = false;
  const onVerdicts = (): void => {
    hasVerdicts = true;
    explainer?.begin();
    read?.show();
  };
  const verdicts = createVerdictStore(ports.ask, onVerdicts, signal);
  const kindOf = (recipient: E164): VerdictKind | undefined => verdicts.get(recipient)?.kind;
  const nearby: NearbyPorts = {
    reader,
    shadowOf: ports.shadowOf,
    country: () => config.defaultCountry,
  };
  const textButtons: TextButtonPorts = {
    ...nearby,
    byRecipe: (path) => recipeRoute(path, config.recipes, nearby),
    onPage: () => numbersOnPage(window.document, read?.isRead() ? read.numbers() : null, nearby),
  };
  const explain = (refusal: Refusal): void => {
    if (explainer) explainer.explain(refusal);
    else unexplained = refusal;
  };
  const blocker = createRouteBlocker(
    window,
    {
      policy: () => config,
      ready,
      reader,
      verdicts,
      shadowOf: ports.shadowOf,
      textButton: (path, readRoute) => textButtonRoute(path, readRoute, textButtons),
      explain,
      checking: (waiting) => explainer?.checking(waiting),
      attempted: (recipients, result) => void ports.ask("guard/attempt", { recipients, result }),
    },
    signal,
  );

  const onShown = ({ persisted }: PageTransitionEvent): void => {
    // Back from the browser's cache of pages: what was known may be old.
    if (persisted) verdicts.refresh(null);
  };
  window.addEventListener("pageshow", onShown, { signal });

  const current = (): GuardConfig => config;
  const stage: Stage = {
    window,
    ports,
    config: current,
    verdicts,
    kindOf,
    blocker,
    page: () => read,
    reader,
  };

  return {
    configure: (next) => {
      const other =
        next.defaultCountry !== config.defaultCountry || next.webTexting !== config.webTexting;
      config = next;
      read?.resetReport();
      if (other) read?.readAll();
      else read?.show();
    },
    refresh: verdicts.refresh,
    add: ({ part, start }) => {
      if (part === "page") read ??= start(stage, signal);
      else {
        explainer ??= start(stage, signal);
        if (hasVerdicts) explainer.begin();
        if (unexplained) explainer.explain(unexplained);
        unexplained = null;
      }
    },
    read: () => read,
  };
}
