import type { VerdictKind } from "../../consent/verdict.ts";

/** What is painted as which verdict, under the names of the Custom Highlight API. */
export const HIGHLIGHTS: Readonly<Record<Exclude<VerdictKind, "clear">, string>> = {
  "opted-out": "consent-opted-out",
  "partly-opted-out": "consent-partly-opted-out",
  "opt-in-missing": "consent-opt-in-missing",
  unverified: "consent-unverified",
};
