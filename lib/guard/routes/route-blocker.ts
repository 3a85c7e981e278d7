import type { RoutePolicy } from "../../consent/route-policy.ts";
import type { E164 } from "../../phone/e164.ts";
import type { RouteOptions } from "../../phone/text-route.ts";
import { matches } from "../element-access.ts";
import type { NumberReader } from "../number-reader.ts";
import { picking } from "../picker/picking.ts";
import { hideLinkWhile } from "./context-menu.ts";
import { follow } from "./follow.ts";
import { createGate, type GatePorts } from "./gate.ts";
import { guardNavigations } from "./navigations.ts";
import { replay } from "./replay.ts";
import { routeOfEvent } from "./route-of-event.ts";
import type { ReadTextButton } from "./text-button.ts";
import { keyOf, type TriedRoute } from "./tried-route.ts";

export interface BlockerPorts extends GatePorts {
  readonly policy: () => RoutePolicy & RouteOptions & { readonly defaultCountry: string };
  readonly shadowOf: (element: Element) => ShadowRoot | null;
  readonly textButton: ReadTextButton;
  readonly reader: NumberReader;
}

/** Events on which pages launch texts, or on which the browser follows a link. */
const EVENTS = [
  "pointerdown",
  "pointerup",
  "mousedown",
  "mouseup",
  "touchstart",
  "touchend",
  "click",
  "auxclick",
  "dblclick",
  "contextmenu",
  "keydown",
  "keypress",
  "keyup",
  "dragstart",
  "submit",
] as const;
/** What begins a press: what was held of the one before is forgotten. */
const BEGINNINGS = new Set(["pointerdown", "touchstart", "keydown"]);
/** Preventing these would also prevent the click that the card answers. */
const STOP_ONLY = new Set(["touchstart", "touchend", "pointerdown", "pointerup"]);
/** What only concerns links and forms. */
const LINKS_ONLY = new Set(["submit", "contextmenu", "dragstart"]);
/** After these the browser follows a link or sends a form. */
const FOLLOWED = new Set(["click", "auxclick", "submit"]);
/** A script cannot begin a drag, and brings a key press about by the key's other events. */
const NOT_REPEATED = new Set(["dragstart", "keypress"]);
const RIGHT_BUTTON = 2;

const isPressKey = (event: Event): boolean =>
  !(event instanceof KeyboardEvent) || event.key === "Enter" || event.key === " ";

/** The space bar scrolls on a link and presses everything else. */
const scrolls = (event: Event, { element }: TriedRoute): boolean =>
  event instanceof KeyboardEvent &&
  event.key === " " &&
  element !== null &&
  matches(element, "a:not([role=button]),area");

/** Those that a person means as "do it": the card answers them. */
function isActivation(event: Event, route: TriedRoute): boolean {
  switch (event.type) {
    case "keydown":
      return !(event as KeyboardEvent).repeat && !scrolls(event, route);
    case "auxclick":
      return (event as MouseEvent).button !== RIGHT_BUTTON;
    default:
      return event.type === "click" || event.type === "submit";
  }
}

/** Stands before the page's own handlers and lets no text route through undecided. */
export function createRouteBlocker(
  window: Window & typeof globalThis,
  ports: BlockerPorts,
  signal: AbortSignal,
) {
  const gate = createGate(ports, signal);
  const listening = new WeakSet<ShadowRoot>();
  /** What was held of the present press, to be repeated when it may go on. */
  let held: { readonly key: string; readonly events: Event[] } | null = null;

  const read = (href: string) => {
    const policy = ports.policy();
    return ports.reader.parseTextRoute(href, policy.defaultCountry, policy);
  };

  const hold = (event: Event, route: TriedRoute): void => {
    if (!STOP_ONLY.has(event.type) && !scrolls(event, route)) event.preventDefault();
    event.stopImmediatePropagation();
  };

  const launcher = (route: TriedRoute, events: readonly Event[], target: Element): (() => void) => {
    const { element } = route;
    const address = element && ports.reader.hrefOf(element);
    const go = (where: string): void => {
      if (address !== null) follow(window, address, where);
    };
    return () => {
      const place = target.isConnected ? target : element?.isConnected ? element : null;
      if (place) replay(events, place, go);
      else go("_self");
    };
  };

  const onRoute = (event: Event, route: TriedRoute, target: Element): void => {
    const key = keyOf(route);
    if (BEGINNINGS.has(event.type) || held?.key !== key) held = null;
    const again = event instanceof MouseEvent && event.type === "click" && event.detail > 1;
    if (gate.isOpen(route) && !(again && gate.justLaunched(route))) {
      // Its beginning was held while nothing was known.
      const missed = held?.events ?? [];
      held = null;
      if (missed.length > 0) gate.launchAs(key, () => replay(missed, target, () => undefined));
      return;
    }
    if (event.type === "contextmenu") {
      if (route.element) hideLinkWhile(route.element);
      return;
    }
    hold(event, route);
    held ??= { key, events: [] };
    const { events } = held;
    if (!isActivation(event, route)) {
      gate.prepare(route);
      if (!NOT_REPEATED.has(event.type)) events.push(event);
    } else if (!again && !gate.isPending(route)) {
      events.push(event);
      gate.attempt(route, launcher(route, events, target));
    }
  };

  const routeOfButton = (path: readonly EventTarget[], event: Event): TriedRoute | null =>
    LINKS_ONLY.has(event.type) ? null : ports.textButton(path, read);

  const onEvent = (event: Event): void => {
    const picker = event.isTrusted ? picking() : null;
    if (picker) {
      picker.take(event);
      return;
    }
    if (!isPressKey(event)) return;
    const path = event.composedPath();
    const [target] = path;
    listenInShadows(path);
    const route = routeOfEvent(path, event, read, ports.reader) ?? routeOfButton(path, event);
    if (route && target instanceof Element) onRoute(event, route, target);
    // To be the last at the window: what the page's own listeners make of the link is judged again.
    window.removeEventListener(event.type, onPassed);
    if (FOLLOWED.has(event.type)) window.addEventListener(event.type, onPassed, { signal });
  };

  const onPassed = (event: Event): void => {
    if (event.defaultPrevented) return;
    const [target] = event.composedPath();
    const route = routeOfEvent(event.composedPath(), event, read, ports.reader);
    if (route && !gate.isOpen(route) && target instanceof Element) onRoute(event, route, target);
  };

  const listen = (target: EventTarget): void => {
    for (const type of EVENTS)
      target.addEventListener(type, onEvent, { capture: true, signal, passive: false });
  };

  const listenIn = (root: ShadowRoot): void => {
    if (listening.has(root)) return;
    listening.add(root);
    listen(root);
  };

  /** The window sees neither into a closed shadow root nor the forms sent inside any: this event comes by there on its way. */
  const listenInShadows = (path: readonly EventTarget[]): void => {
    for (const node of path) if (node instanceof ShadowRoot) listenIn(node);
    const closed = path[0] instanceof Element ? ports.shadowOf(path[0]) : null;
    if (closed) listenIn(closed);
  };

  listen(window);
  guardNavigations(window, gate, read, ports.reader, signal);

  return {
    listenIn,
    wouldBlock: (recipients: readonly E164[], unreadable: boolean): boolean => {
      const verdicts = gate.known({ recipients });
      return (
        verdicts !== null &&
        gate.decide(verdicts, { unreadable: unreadable ? ["?"] : [], guessed: false }) === "block"
      );
    },
  };
}

export type RouteBlocker = ReturnType<typeof createRouteBlocker>;
