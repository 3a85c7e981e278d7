import { decideRoute, type RouteDecision, type RoutePolicy } from "../../consent/route-policy.ts";
import type { Verdict } from "../../consent/verdict.ts";
import type { TriedRoute } from "./tried-route.ts";

const RANK: Readonly<Record<RouteDecision, number>> = { allow: 0, warn: 1, block: 2 };

/** The strictest of what each recipient asks for; a guess can warn, never block. */
export function decide(
  verdicts: readonly Verdict[],
  { unreadable, guessed }: Pick<TriedRoute, "unreadable" | "guessed">,
  policy: RoutePolicy,
): RouteDecision {
  const decisions = verdicts.map((verdict) => decideRoute(verdict, policy));
  if (unreadable.length > 0) decisions.push(policy.unverified);
  const worst = decisions.reduce((a, b) => (RANK[b] > RANK[a] ? b : a), "allow");
  return guessed && worst === "block" ? "warn" : worst;
}
