/**
 * Every failure that we expect, by name. Each has a sentence in the locales
 * (`failure_<code>` with `-` as `_`) that tells a person what to do.
 */
export const FAILURE_CODES = [
  "aborted",
  "offline",
  "timed-out",
  "server-error",
  "maintenance",
  "rate-limited",
  "signed-out",
  "session-ended",
  "login-cancelled",
  "login-page-failed",
  "login-refused",
  "login-state-mismatch",
  "client-unknown",
  "redirect-mismatch",
  "app-permission-missing",
  "user-permission-missing",
  "blocked-on-the-way",
  "not-found",
  "bad-request",
  "malformed-answer",
  "truncated-answer",
  "storage-full",
  "storage-fault",
  "not-a-phone-number",
  "pattern-malformed",
  "pattern-too-broad",
  "server-url-invalid",
  "client-id-missing",
  "csv-quote-open",
  "list-empty",
  "list-not-text",
  "list-too-large",
  "workbook-broken",
  "workbook-old",
  "workbook-too-large",
  "setting-locked",
  "setting-invalid",
  "settings-file-malformed",
  "settings-file-newer",
  "recipe-file-malformed",
  "site-permission-missing",
  "number-gone",
  "recipes-full",
  "page-unreachable",
  "notifications-refused",
  "sender-refused",
  "message-malformed",
  "unexpected",
] as const;

export type FailureCode = (typeof FAILURE_CODES)[number];

/** The plain form of a failure, as it crosses messages and is stored. */
export interface FailureInfo {
  readonly code: FailureCode;
  /** For support, never for decisions: status, RingCentral's own code, the field at fault. No token, no customer number. */
  readonly detail?: string;
  /** When to try again: epoch milliseconds. */
  readonly retryAt?: number;
}

/** An expected failure. Anything else that is thrown is a bug. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly code: FailureCode;
  readonly detail: string | undefined;
  readonly retryAt: number | undefined;

  constructor(
    code: FailureCode,
    info: { detail?: string; retryAt?: number; cause?: unknown } = {},
  ) {
    super(info.detail ? `${code}: ${info.detail}` : code, { cause: info.cause });
    this.code = code;
    this.detail = info.detail;
    this.retryAt = info.retryAt;
  }

  toInfo(): FailureInfo {
    return {
      code: this.code,
      ...(this.detail === undefined ? {} : { detail: this.detail }),
      ...(this.retryAt === undefined ? {} : { retryAt: this.retryAt }),
    };
  }
}

/** Names whatever was thrown; a bug becomes `unexpected` and keeps its cause. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  if (thrown instanceof DOMException) {
    if (thrown.name === "AbortError") return new Failure("aborted", { cause: thrown });
    if (thrown.name === "TimeoutError") return new Failure("timed-out", { cause: thrown });
    if (thrown.name === "QuotaExceededError") return new Failure("storage-full", { cause: thrown });
  }
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return new Failure("unexpected", { detail, cause: thrown });
}
