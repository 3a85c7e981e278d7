import type { E164 } from "../phone/e164.ts";
import type { Changes } from "./changes.ts";
import { createFollower } from "./follower.ts";
import { createInputPlaces } from "./inputs/input-places.ts";
import { clearLeftovers, hasLeftovers } from "./leftovers.ts";
import type { NumberPlace } from "./number-place.ts";
import { whenParsed } from "./page-start.ts";
import { createReporter } from "./reporter.ts";
import { createRoutePlaces } from "./routes/route-places.ts";
import { createShadowRoots } from "./shadow-roots.ts";
import { createSheets } from "./sheets.ts";
import { createSlices } from "./slices.ts";
import type { MarkedPage, Stage } from "./stage.ts";
import { deepestAt } from "./text/number-at.ts";
import { createTextPlaces } from "./text/text-places.ts";

/** Finds, follows and marks the numbers of one document until the signal ends it; then nothing of ours is left. */
export function markPage(stage: Stage, signal: AbortSignal): MarkedPage {
  const { window, ports, verdicts, kindOf, blocker, reader } = stage;
  const { document } = window;
  let lags = false;
  let isRead = false;
  const country = (): string => stage.config().defaultCountry;
  const succeeds = hasLeftovers(document);
  if (succeeds) clearLeftovers(document);
  const slices = createSlices(() => performance.now());

  const found = {
    reader,
    country,
    kindOf,
    isSure: () => stage.config().onDemand,
    onNumber: verdicts.needOne,
    onChanged: () => settle(),
    readAgain: (tree: Element | ShadowRoot) => follower.readTree(tree),
    readAll: () => follower.readAll(),
    sheets: createSheets(document, signal),
    slices,
  };
  const texts = createTextPlaces(found, signal);
  const inputs = createInputPlaces(found, signal);
  const routes = createRoutePlaces({ ...found, options: stage.config }, signal);
  const places = [routes, inputs, texts];
  const numbers = (): E164[] => places.flatMap((place) => [...place.numbers()]);

  const reporter = createReporter(
    {
      ask: ports.ask,
      numbers,
      kindOf,
      routes: () => ({
        routes: routes.routes().length,
        blockedRoutes: routes
          .routes()
          .filter(({ recipients, unreadable }) => blocker.wouldBlock(recipients, unreadable))
          .length,
        ...(lags ? { lags } : {}),
      }),
    },
    signal,
  );

  const show = (): void => {
    for (const place of [texts, inputs, routes]) place.show();
    reporter.report();
  };

  /** What was read is known now: marks of elements and counts follow; texts are painted by themselves. */
  const settle = (): void => {
    if (signal.aborted) return;
    inputs.show();
    reporter.report();
  };

  const readChanges = async (changes: Changes): Promise<void> => {
    for (const tree of changes.trees) shadowRoots.look(tree);
    routes.rescan(changes);
    inputs.rescan(changes);
    settle();
    await texts.rescan(changes);
    reporter.report();
  };

  const readAll = async (): Promise<void> => {
    const { documentElement } = document;
    if (!documentElement) return;
    shadowRoots.look(documentElement);
    routes.scanAll();
    inputs.scanAll();
    settle();
    await texts.scanAll();
    isRead ||= document.readyState !== "loading";
    reporter.report();
  };

  const follower = createFollower(
    {
      readChanges,
      readAll,
      onLag: (now) => {
        lags = now;
        reporter.report();
      },
      slices,
    },
    signal,
  );

  const shadowRoots = createShadowRoots(
    document,
    {
      shadowOf: ports.shadowOf,
      onFound: (root) => {
        if (succeeds) clearLeftovers(root);
        blocker.listenIn(root);
        texts.watchScroll(root);
        follower.watch(root);
        follower.readTree(root);
      },
    },
    signal,
  );

  whenParsed(
    document,
    {
      onPart: follower.readAll,
      onParsed: () => {
        follower.watch(document);
        follower.readAll();
      },
    },
    signal,
  );
  for (const type of ["focusout", "change"]) {
    const onEdited = (event: Event): void => inputs.settle(event.composedPath()[0] ?? null);
    document.addEventListener(type, onEdited, { signal });
  }

  const isMarked = (number: E164): boolean => (kindOf(number) ?? "clear") !== "clear";
  const placeOf = (element: Element): NumberPlace | null => {
    const recipients = routes.of(element);
    const number = inputs.of(element) ?? recipients.find(isMarked) ?? recipients[0];
    return number ? { number, box: element.getBoundingClientRect() } : null;
  };

  return {
    show,
    readAll: follower.readAll,
    resetReport: reporter.reset,
    numbers: () => {
      texts.settle();
      reporter.report();
      return [...new Set(numbers())];
    },
    isRead: () => isRead,
    numberAt: (x, y) => {
      const element = deepestAt(x, y, ports.shadowOf);
      if (!element) return null;
      const place = texts.at(x, y, element) ?? placeOf(element);
      return place && isMarked(place.number) ? place : null;
    },
    numberOf: (element) => {
      const place = placeOf(element);
      return place && isMarked(place.number) ? place : null;
    },
    find: (recipient) => {
      for (const place of places) {
        const element = place.find(recipient);
        if (element) return element;
      }
      return null;
    },
  };
}
