import type { OptOut, Verdict } from "../lib/consent/verdict.ts";
import type { CheckResult } from "../lib/messages/protocol.ts";
import { type TextKey, useTexts } from "./texts.tsx";

const SOURCES: Readonly<Record<string, TextKey>> = {
  Recipient: "reason_Recipient",
  Api: "reason_Api",
  Upstream: "reason_Upstream",
  Carrier: "reason_Carrier",
};

const EFFECTS = {
  "opted-out": "effect_opted_out",
  "partly-opted-out": "effect_partly_opted_out",
  "opt-in-missing": "effect_opt_in_missing",
  clear: "effect_clear",
  unverified: "effect_unverified",
} as const;

const UNVERIFIED = {
  "signed-out": "why_signed_out",
  "never-loaded": "why_never_loaded",
  stale: "why_stale",
  "cache-fault": "why_cache_fault",
  unreachable: "why_unreachable",
  unproven: "why_unproven",
  unanswered: "why_unanswered",
} as const;

/** Verdicts in words. */
export function useVerdictTexts() {
  const { t, date, ago, failure: sentence } = useTexts();

  const sourceOf = (source: string | undefined): string =>
    t(SOURCES[source ?? ""] ?? "reason_other");

  const reasonOf = ({ source, since, from, coverage, campaignType }: OptOut): string => {
    const time = since === undefined ? Number.NaN : Date.parse(since);
    const what = sourceOf(source);
    const when = Number.isNaN(time) ? t("date_unknown") : date(time);
    const parts = [`${what} · ${when}`];
    if (coverage === "CampaignType" && campaignType) parts.push(t("covers_campaign", campaignType));
    else if (from === null) parts.push(t("covers_every_number"));
    return parts.join(" · ");
  };

  return {
    sourceOf,
    /** What it means for a person who wants to text. */
    effect: (verdict: Verdict): string => t(EFFECTS[verdict.kind]),
    /** Since when, by what source, how far; or why it is not known. */
    reasons: (verdict: Verdict): readonly string[] =>
      verdict.kind === "unverified"
        ? [t(UNVERIFIED[verdict.reason ?? "unreachable"])]
        : [...new Set(verdict.optOuts.map(reasonOf))],
    /** How far the answer can be trusted. */
    asOf: ({ live, overall, failure }: CheckResult, asking: boolean, now: number): string => {
      if (asking) return t("asking_ringcentral");
      if (live) return t("checked_now");
      const age =
        overall.asOf === null ? t("cached_never") : t("cached_as_of", ago(overall.asOf, now));
      return failure ? `${t("live_check_failed", sentence(failure.code))} ${age}` : age;
    },
  };
}
