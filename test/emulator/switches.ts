/** What a test may change about the server while it runs. */
export interface Switches {
  /** Endpoints answering as if they did not exist. */
  off: readonly ("list" | "search" | "export" | "history" | "effective-consent")[];
  offStatus: 404 | 405;
  /** The four-column export of 2025. */
  oldCsv: boolean;
  /** Older answers: `status` for `optStatus`, `from: "*"` for account-wide records. */
  seedQuirks: boolean;
  /** Requests a minute of each usage plan group. */
  limits: Readonly<Record<"light" | "medium" | "heavy" | "auth", number>>;
  windowSeconds: number;
  penaltySeconds: number;
  omitRetryAfter: boolean;
  hideRateHeaders: boolean;
  /** Errors without a top-level `errorCode`. */
  newErrors: boolean;
  /** What the login page does: grants at once, refuses, or returns a wrong state. */
  login: "grant" | "refuse" | "wrong-state";
  accessSeconds: number;
  refreshSeconds: number;
  /** Answers every request with this error until it is null again. */
  deny: null | "app-permission" | "user-permission" | "token";
  /** The next so many API requests fail with a 500. */
  failNext: number;
  delayMs: number;
  /** Cuts the export's connection after so many bytes. */
  dropExportAfter: number | null;
  /** Ends the export early, but properly, after so many bytes. */
  truncateExportAfter: number | null;
  /** Recipients whose change is refused in `failedRecords`. */
  refuseChangesOf: readonly string[];
}

export const DEFAULT_SWITCHES: Switches = {
  off: [],
  offStatus: 404,
  oldCsv: false,
  seedQuirks: false,
  limits: { light: 50, medium: 40, heavy: 10, auth: 5 },
  windowSeconds: 60,
  penaltySeconds: 60,
  omitRetryAfter: false,
  hideRateHeaders: false,
  newErrors: false,
  login: "grant",
  accessSeconds: 3600,
  refreshSeconds: 604_800,
  deny: null,
  failNext: 0,
  delayMs: 0,
  dropExportAfter: null,
  truncateExportAfter: null,
  refuseChangesOf: [],
};
