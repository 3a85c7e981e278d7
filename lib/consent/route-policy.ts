import type { Verdict } from "./verdict.ts";

export type UnverifiedPolicy = "allow" | "warn" | "block";

export interface RoutePolicy {
  /** What to do with a text route whose recipient could not be verified. */
  readonly unverified: UnverifiedPolicy;
  /** True: an opt-out from any business number of the agent blocks. False: it warns, because a link does not say which number sends. */
  readonly anyNumberBlocks: boolean;
  /** What to do where the campaign of a business number requires an opt-in that there is not. */
  readonly optInMissing: UnverifiedPolicy;
}

export type RouteDecision = "allow" | "warn" | "block";

/** What happens to a text route with this verdict. */
export function decideRoute(verdict: Verdict, policy: RoutePolicy): RouteDecision {
  switch (verdict.kind) {
    case "opted-out":
      return "block";
    case "partly-opted-out":
      return policy.anyNumberBlocks ? "block" : "warn";
    case "opt-in-missing":
      return policy.optInMissing;
    case "unverified":
      return policy.unverified;
    case "clear":
      return "allow";
  }
}
