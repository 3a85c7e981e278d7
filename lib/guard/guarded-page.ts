import type { VerdictKind } from "../consent/verdict.ts";
import type { GuardConfig } from "../messages/protocol.ts";
import type { E164 } from "../phone/e164.ts";
import { createCard } from "./card/card.ts";
import { createDirtyNodes } from "./dirty-nodes.ts";
import { createInputPlaces } from "./inputs/input-places.ts";
import { watchValues } from "./inputs/value-watch.ts";
import type { GuardPorts } from "./ports.ts";
import { createReporter } from "./reporter.ts";
import { reveal } from "./reveal.ts";
import { createRouteBlocker } from "./routes/route-blocker.ts";
import { createRoutePlaces } from "./routes/route-places.ts";
import { createShadowRoots } from "./shadow-roots.ts";
import { createSlices } from "./slices.ts";
import { createTextPlaces } from "./text/text-places.ts";
import { createVerdictStore } from "./verdict-store.ts";

export interface GuardedPage {
  configure(config: GuardConfig): void;
  refresh(recipients: readonly E164[] | null): void;
  /** Each number once. */
  numbers(): readonly E164[];
  /** Brings a number into view and shows where it is; false when it is not here. */
  reveal(recipient: E164): boolean;
}

/** Guards one document until the signal ends it; then nothing of ours is left. */
export function guardPage(
  window: Window & typeof globalThis,
  ports: GuardPorts,
  initial: GuardConfig,
  signal: AbortSignal,
): GuardedPage {
  const { document } = window;
  let config = initial;
  const country = (): string => config.defaultCountry;
  const pause = createSlices(() => performance.now());

  const verdicts = createVerdictStore(ports.ask, () => show(), signal);
  const kindOf = (recipient: E164): VerdictKind | undefined => verdicts.get(recipient)?.kind;
  const card = createCard(document, ports, signal);
  const blocker = createRouteBlocker(
    window,
    {
      policy: () => config,
      verdicts,
      explain: card.show,
      attempted: (recipients, result) => void ports.ask("guard/attempt", { recipients, result }),
    },
    signal,
  );

  const dirty = createDirtyNodes((roots) => rescan(roots), signal);
  const onFound = (root: ShadowRoot): void => {
    blocker.listenIn(root);
    dirty.watch(root);
  };
  const shadowRoots = createShadowRoots(document, { shadowOf: ports.shadowOf, onFound }, signal);

  const texts = createTextPlaces({ country, kindOf, shadowRoots, pause }, signal);
  const inputs = createInputPlaces({ country, kindOf, shadowRoots }, signal);
  const routes = createRoutePlaces({ country, kindOf, shadowRoots }, signal);
  const places = [routes, inputs, texts];
  const numbers = (): E164[] => places.flatMap((place) => [...place.numbers()]);

  const reporter = createReporter({
    ask: ports.ask,
    numbers,
    kindOf,
    routes: () => ({
      routes: routes.routes().length,
      blockedRoutes: routes
        .routes()
        .filter(({ recipients, unreadable }) => blocker.wouldBlock(recipients, unreadable)).length,
    }),
  });

  const show = (): void => {
    for (const place of places) place.show();
    reporter.report();
  };

  const rescan = async (roots: readonly Element[]): Promise<void> => {
    for (const place of places) {
      if (!signal.aborted) await place.rescan(roots);
    }
    if (signal.aborted) return;
    verdicts.need(numbers());
    show();
  };

  const scanAll = (): void => dirty.add(document.documentElement);
  dirty.watch(document);
  for (const type of ["focusin", "focusout", "change"]) {
    document.addEventListener(type, (event) => dirty.add(event.target as Element), { signal });
  }
  for (const type of ["DOMContentLoaded", "pageshow"]) {
    window.addEventListener(type, scanAll, { signal });
  }
  watchValues(document, dirty.add, signal);
  scanAll();

  return {
    configure: (next) => {
      const rescanAll = next.defaultCountry !== config.defaultCountry;
      config = next;
      reporter.reset();
      if (rescanAll) scanAll();
      else show();
    },
    refresh: verdicts.refresh,
    numbers: () => [...new Set(numbers())],
    reveal: (recipient) => {
      for (const place of places) {
        const element = place.find(recipient);
        if (element) {
          reveal(element);
          return true;
        }
      }
      return false;
    },
  };
}
