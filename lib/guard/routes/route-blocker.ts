import { decideRoute, type RouteDecision, type RoutePolicy } from "../../consent/route-policy.ts";
import type { Verdict } from "../../consent/verdict.ts";
import type { AttemptResult } from "../../messages/protocol.ts";
import type { E164 } from "../../phone/e164.ts";
import { parseTextRoute } from "../../phone/text-route.ts";
import type { VerdictStore } from "../verdict-store.ts";
import { routeOfEvent, type TriedRoute } from "./route-of-event.ts";

/** What the card explains. */
export interface Refusal {
  readonly decision: Exclude<RouteDecision, "allow">;
  readonly verdicts: readonly Verdict[];
  readonly unreadable: readonly string[];
  readonly anchor: Element | null;
  /** Launches the text after all; only offered for a warning. */
  readonly override: () => void;
}

export interface BlockerPorts {
  readonly policy: () => RoutePolicy & { readonly defaultCountry: string };
  readonly verdicts: VerdictStore;
  readonly explain: (refusal: Refusal) => void;
  readonly attempted: (recipients: readonly E164[], result: AttemptResult) => void;
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
  "keydown",
  "keyup",
  "dragstart",
  "submit",
] as const;
/** Those that a person means as "do it": the card answers them. */
const ACTIVATIONS = new Set(["click", "auxclick", "keydown", "submit"]);
/** Preventing these would also prevent the click that the card answers. */
const STOP_ONLY = new Set(["touchstart", "touchend", "pointerdown", "pointerup"]);
const GRANT_MS = 2000;
const RANK: Readonly<Record<RouteDecision, number>> = { allow: 0, warn: 1, block: 2 };

const isActivationKey = (event: Event): boolean =>
  !(event instanceof KeyboardEvent) || event.key === "Enter" || event.key === " ";

const grantKey = ({
  recipients,
  unreadable,
}: Pick<TriedRoute, "recipients" | "unreadable">): string => [...recipients, ...unreadable].join();

/** Stands before the page's own handlers and lets no text route through undecided. */
export function createRouteBlocker(window: Window, ports: BlockerPorts, signal: AbortSignal) {
  const grants = new Map<string, number>();

  const decide = (verdicts: readonly Verdict[], unreadable: readonly string[]): RouteDecision => {
    const policy = ports.policy();
    const decisions = verdicts.map((verdict) => decideRoute(verdict, policy));
    if (unreadable.length > 0) decisions.push(policy.unverified);
    return decisions.reduce((worst, next) => (RANK[next] > RANK[worst] ? next : worst), "allow");
  };

  const knownVerdicts = (recipients: readonly E164[]): readonly Verdict[] | null => {
    const known = recipients.flatMap((recipient) => ports.verdicts.get(recipient) ?? []);
    return known.length === recipients.length ? known : null;
  };

  const refuse = (
    route: Pick<TriedRoute, "recipients" | "unreadable">,
    anchor: Element | null,
    decision: "warn" | "block",
    verdicts: readonly Verdict[],
    launch: () => void,
  ): void => {
    ports.attempted(route.recipients, decision === "block" ? "blocked" : "warned");
    ports.explain({
      decision,
      verdicts,
      unreadable: route.unreadable,
      anchor,
      override: () => {
        ports.attempted(route.recipients, "overridden");
        grants.set(grantKey(route), Date.now() + GRANT_MS);
        launch();
      },
    });
  };

  const settle = async (
    route: Pick<TriedRoute, "recipients" | "unreadable">,
    anchor: Element | null,
    launch: () => void,
  ): Promise<void> => {
    const verdicts = await ports.verdicts.decide(route.recipients);
    if (signal.aborted) return;
    const decision = decide(verdicts, route.unreadable);
    if (decision !== "allow") {
      refuse(route, anchor, decision, verdicts, launch);
      return;
    }
    grants.set(grantKey(route), Date.now() + GRANT_MS);
    launch();
  };

  const isGranted = (route: Pick<TriedRoute, "recipients" | "unreadable">): boolean =>
    (grants.get(grantKey(route)) ?? 0) > Date.now();

  const hold = (event: Event): void => {
    if (!STOP_ONLY.has(event.type)) event.preventDefault();
    event.stopImmediatePropagation();
  };

  const onEvent = (event: Event): void => {
    if (!isActivationKey(event)) return;
    const route = routeOfEvent(event, ports.policy().defaultCountry);
    if (!route || isGranted(route)) return;
    const verdicts = knownVerdicts(route.recipients);
    const decision = verdicts && decide(verdicts, route.unreadable);
    if (decision === "allow") return;
    hold(event);
    if (!ACTIVATIONS.has(event.type)) {
      if (!verdicts) ports.verdicts.need(route.recipients);
      return;
    }
    const launch = (): void => replay(event, route.element);
    if (verdicts && decision) refuse(route, route.element, decision, verdicts, launch);
    else void settle(route, route.element, launch);
  };

  /** Navigations that scripts start; only Chromium tells of those to other schemes. */
  const onNavigate = (event: Event): void => {
    const { destination } = event as Event & { destination?: { url?: string } };
    const url = destination?.url;
    const route = url === undefined ? null : parseTextRoute(url, ports.policy().defaultCountry);
    if (!route || url === undefined || isGranted(route) || !event.cancelable) return;
    const verdicts = knownVerdicts(route.recipients);
    const decision = verdicts && decide(verdicts, route.unreadable);
    if (decision === "allow") return;
    event.preventDefault();
    const launch = (): void => window.location.assign(url);
    if (verdicts && decision) refuse(route, null, decision, verdicts, launch);
    else void settle(route, null, launch);
  };

  const listen = (target: EventTarget): void => {
    for (const type of EVENTS)
      target.addEventListener(type, onEvent, { capture: true, signal, passive: false });
  };

  listen(window);
  (window as Window & { navigation?: EventTarget }).navigation?.addEventListener(
    "navigate",
    onNavigate,
    {
      signal,
    },
  );

  return {
    /** Inside a closed shadow root the window does not see which link is meant. */
    listenIn: (root: ShadowRoot): void => {
      if (root.mode === "closed") listen(root);
    },
    wouldBlock: (recipients: readonly E164[], unreadable: boolean): boolean => {
      const verdicts = knownVerdicts(recipients);
      return verdicts !== null && decide(verdicts, unreadable ? ["?"] : []) === "block";
    },
  };
}

/** The held event again, as like the first as a script may make it. */
function replay(event: Event, element: Element): void {
  if (event.type === "submit" && element instanceof HTMLFormElement) {
    element.requestSubmit();
  } else if (event instanceof MouseEvent) {
    const { button, ctrlKey, metaKey, shiftKey, altKey } = event;
    const init = {
      bubbles: true,
      cancelable: true,
      composed: true,
      ctrlKey,
      metaKey,
      shiftKey,
      altKey,
    };
    // A middle click opens a new tab only as a click with the modifier.
    element.dispatchEvent(
      new MouseEvent("click", button === 1 ? { ...init, ctrlKey: true } : init),
    );
  } else if (element instanceof HTMLElement) {
    element.click();
  }
}
