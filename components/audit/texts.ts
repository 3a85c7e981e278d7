import type { AuditAction } from "../../lib/audit/entry.ts";
import { FAILURE_CODES, type FailureCode } from "../../lib/failure.ts";
import { type TextKey, useTexts } from "../texts.tsx";

export const ACTION_TEXTS: Readonly<Record<AuditAction, TextKey>> = {
  check: "audit_kind_check",
  change: "audit_kind_change",
  "bulk-change": "audit_kind_bulk_change",
  "text-attempt": "audit_kind_text_attempt",
  settings: "audit_kind_settings",
  policy: "audit_kind_policy",
  "sign-in": "audit_kind_sign_in",
  "sign-out": "audit_kind_sign_out",
  "session-ended": "audit_kind_session_ended",
  export: "audit_kind_export",
  forget: "audit_kind_forget",
  differences: "audit_kind_differences",
  trimmed: "audit_kind_trimmed",
};

const RESULTS: Readonly<Record<string, TextKey>> = {
  done: "audit_result_done",
  blocked: "audit_result_blocked",
  warned: "audit_result_warned",
  overridden: "audit_result_overridden",
  queued: "audit_result_queued",
  "given-up": "audit_result_given_up",
  replaced: "audit_result_replaced",
  found: "audit_result_found",
  "missed-by-events": "audit_result_missed",
  "partly-failed": "audit_result_partly_failed",
};

const STATES: Readonly<Record<string, TextKey>> = {
  OptOut: "status_opted_out",
  OptIn: "status_opted_in",
  "opted-out": "status_opted_out",
  "partly-opted-out": "status_partly_opted_out",
  "opt-in-missing": "status_opt_in_missing",
  clear: "status_clear",
  unverified: "status_unverified",
};

const SOURCES: Readonly<Record<string, TextKey>> = {
  Recipient: "see_source_recipient",
  Api: "see_source_api",
  Upstream: "see_source_upstream",
  Carrier: "see_source_carrier",
  cache: "audit_source_cache",
  page: "audit_source_page",
};

const isFailure = (result: string): result is FailureCode =>
  (FAILURE_CODES as readonly string[]).includes(result);

/** Entries in words; what is not ours is shown as it came. */
export function useAuditTexts() {
  const { t, failure } = useTexts();
  return {
    action: (action: AuditAction): string => t(ACTION_TEXTS[action]),
    result: (result: string): string => {
      const key = RESULTS[result];
      if (key) return t(key);
      return isFailure(result) ? failure(result) : result;
    },
    source: (source: string): string => {
      const key = SOURCES[source];
      return key ? t(key) : source;
    },
    state: (state: string): string => {
      const key = STATES[state];
      return key ? t(key) : state;
    },
  };
}
