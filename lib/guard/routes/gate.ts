import type { RouteDecision, RoutePolicy } from "../../consent/route-policy.ts";
import type { Verdict } from "../../consent/verdict.ts";
import type { AttemptResult } from "../../messages/protocol.ts";
import type { E164 } from "../../phone/e164.ts";
import type { VerdictStore } from "../verdict-store.ts";
import { decide } from "./decide.ts";
import { keyOf, type TriedRoute } from "./tried-route.ts";

/** What the card explains. */
export interface Refusal {
  readonly decision: Exclude<RouteDecision, "allow">;
  readonly verdicts: readonly Verdict[];
  readonly unreadable: readonly string[];
  /** The numbers were found near a button that has none of its own. */
  readonly guessed: boolean;
  readonly anchor: Element | null;
  /** Launches the text after all; only offered for a warning. */
  readonly override: () => void;
}

export interface GatePorts {
  /** Settles once the policy has been told, or will not be told soon. */
  readonly ready: () => Promise<unknown>;
  readonly policy: () => RoutePolicy;
  readonly verdicts: VerdictStore;
  readonly explain: (refusal: Refusal) => void;
  /** A held text waits for its answer so long that a person notices; or no longer. */
  readonly checking: (waiting: boolean) => void;
  readonly attempted: (recipients: readonly E164[], result: AttemptResult) => void;
}

/** A page's own code may launch a little after the click that it was given. */
const FOLLOW_UP_MS = 2000;
const NOTICED_MS = 400;
/** A page may have more numbers than a message takes. */
const MAX_TOLD = 1000;

/** Decides who may pass: at once where the verdict is known, else after the question, once. */
export function createGate(ports: GatePorts, signal: AbortSignal) {
  /** Attempts whose verdict is being asked: a second click is part of the first. */
  const pending = new Set<string>();
  /** The attempt that is being launched at this very moment. */
  let launching: string | null = null;
  /** The attempt launched last. */
  let launched: { readonly key: string; readonly until: number } | null = null;
  /** It may be followed by one launch of the page's own code. */
  let mayFollow = false;

  const decisionOf = (
    verdicts: readonly Verdict[],
    route: Pick<TriedRoute, "unreadable" | "guessed">,
  ): RouteDecision => decide(verdicts, route, ports.policy());

  const known = ({ recipients }: Pick<TriedRoute, "recipients">): readonly Verdict[] | null => {
    const verdicts = recipients.flatMap((recipient) => ports.verdicts.get(recipient) ?? []);
    return verdicts.length === recipients.length ? verdicts : null;
  };

  const launchAs = (key: string, launch: () => void): void => {
    launching = key;
    launched = { key, until: Date.now() + FOLLOW_UP_MS };
    mayFollow = true;
    try {
      launch();
    } finally {
      launching = null;
    }
  };

  const refuse = (
    route: TriedRoute,
    decision: "warn" | "block",
    verdicts: readonly Verdict[],
    launch: () => void,
  ): void => {
    const { unreadable, guessed, element } = route;
    const concerned = guessed ? verdicts.filter(({ kind }) => kind !== "clear") : verdicts;
    const recipients = concerned.slice(0, MAX_TOLD).map(({ recipient }) => recipient);
    ports.attempted(recipients, decision === "block" ? "blocked" : "warned");
    ports.explain({
      decision,
      verdicts,
      unreadable,
      guessed,
      anchor: element,
      override: () => {
        ports.attempted(recipients, "overridden");
        launchAs(keyOf(route), launch);
      },
    });
  };

  const settle = async (route: TriedRoute, launch: () => void): Promise<void> => {
    const key = keyOf(route);
    pending.add(key);
    const noticed = setTimeout(() => ports.checking(true), NOTICED_MS);
    const [verdicts] = await Promise.all([ports.verdicts.decide(route.recipients), ports.ready()]);
    clearTimeout(noticed);
    pending.delete(key);
    ports.checking(false);
    if (signal.aborted) return;
    const decision = decisionOf(verdicts, route);
    if (decision === "allow") launchAs(key, launch);
    else refuse(route, decision, verdicts, launch);
  };

  const justLaunched = (route: TriedRoute): boolean =>
    launched?.key === keyOf(route) && launched.until > Date.now();

  const isOpen = (route: TriedRoute): boolean => {
    if (launching === keyOf(route)) return true;
    const verdicts = known(route);
    return verdicts !== null && decisionOf(verdicts, route) === "allow";
  };

  return {
    /** Whether a step towards this text may go on by itself. */
    isOpen,
    /** The same for a launch by script, which may belong to an attempt that was just let through. */
    isOpenToScript: (route: TriedRoute): boolean => {
      if (isOpen(route)) return true;
      if (!mayFollow || !justLaunched(route)) return false;
      // An opt-out that has come meanwhile wins.
      const verdicts = known(route);
      if (verdicts && decisionOf(verdicts, route) === "block") return false;
      mayFollow = false;
      return true;
    },
    /** Let through a moment ago, after it had been held. */
    justLaunched,
    isPending: (route: TriedRoute): boolean => pending.has(keyOf(route)),
    /** The attempt itself, held by the caller: `launch` runs once it is found clear or the person insists. */
    attempt: (route: TriedRoute, launch: () => void): void => {
      if (pending.has(keyOf(route))) return;
      const verdicts = known(route);
      const decision = verdicts && decisionOf(verdicts, route);
      if (verdicts && decision && decision !== "allow") refuse(route, decision, verdicts, launch);
      else void settle(route, launch);
    },
    /** Asks early for what an attempt will need. */
    prepare: ({ recipients }: TriedRoute): void => ports.verdicts.need(recipients),
    launchAs,
    decide: decisionOf,
    known,
  };
}

export type Gate = ReturnType<typeof createGate>;
