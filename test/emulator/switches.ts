import type { EndpointName, RateGroup, Scope } from "./http/endpoints.ts";
import type { Fault } from "./http/faults.ts";
import { EXTENSION_ID } from "./oauth/apps.ts";

/** What a test may change about the server while it runs. */
export interface Switches {
  /** Endpoints answering as if they did not exist. */
  off: readonly EndpointName[];
  offStatus: 404 | 405;
  /** The four-column export of 2025. */
  oldCsv: boolean;
  /** Older answers: `status` for `optStatus`, `from: "*"` for account-wide records. */
  seedQuirks: boolean;
  /** Search without `optStatus` gives opt-outs only, as the list does. */
  searchOptOutsOnly: boolean;

  /** Requests a minute of each usage plan group. */
  limits: Readonly<Record<RateGroup, number>>;
  windowSeconds: number;
  penaltySeconds: number;
  omitRetryAfter: boolean;
  hideRateHeaders: boolean;

  /** Errors without a top-level `errorCode`. */
  newErrors: boolean;
  /** Answers every request with this error until it is null again. */
  deny: null | "app-permission" | "user-permission" | "token";
  /** The user may ask for recipients, and not read the account as a whole. */
  refuseWhole: boolean;
  /** Permissions that the app was not given. */
  missingScopes: readonly Scope[];
  /** Permissions that the user was not given. */
  missingPermissions: readonly string[];

  /** What the login page does: grants at once, shows itself and asks, refuses, or returns a wrong state. */
  login: "grant" | "ask" | "refuse" | "wrong-state";
  /** Who signs in (an extension id of `USERS`). */
  user: string;
  /** The app's "Issue refresh tokens". */
  issueRefreshTokens: boolean;
  accessSeconds: number;
  refreshSeconds: number;

  /** Most records in one PATCH. */
  maxBatch: number;
  /** `coverage` in any case, as the guide writes it. */
  lenientCoverage: boolean;
  /** A business number together with coverage Account is taken, and ignored. */
  fromWithAccount: boolean;
  /** Recipients whose change is refused in `failedRecords`. */
  refuseChangesOf: readonly string[];

  /** How long a text stays Queued. */
  deliverySeconds: number;
  /** Words beyond the documented ten. */
  moreStopWords: readonly string[];
  moreStartWords: readonly string[];

  wsTokenSeconds: number;
  socketIdleSeconds: number;
  socketAbsoluteSeconds: number;
  socketRecoverySeconds: number;
  socketPingSeconds: number;
  socketPongSeconds: number;
  /** Missed notifications that are kept for a lost connection. */
  recoveryBuffer: number;
  /** ConnectionDetails come this much later. */
  socketDetailsDelayMs: number;
  /** Event filters that the user may not have. */
  disabledFilters: readonly string[];
  /** Changes by PATCH send events too. */
  eventsForApi: boolean;
  /** The next so many events are lost. */
  dropEvents: number;
  /** Every event comes twice. */
  doubleEvents: boolean;
  /** Every two events come the other way round. */
  reorderEvents: boolean;
  eventDelayMs: number;

  faults: readonly Fault[];
  /** Short for a fault of every endpoint: the next so many API requests fail with a 500. */
  failNext: number;
  delayMs: number;
  /** Short for faults of the export. */
  dropExportAfter: number | null;
  truncateExportAfter: number | null;
}

export const DEFAULT_SWITCHES: Switches = {
  off: ["effective-consent"],
  offStatus: 404,
  oldCsv: false,
  seedQuirks: false,
  searchOptOutsOnly: false,
  limits: { light: 50, medium: 40, heavy: 10, auth: 5 },
  windowSeconds: 60,
  penaltySeconds: 60,
  omitRetryAfter: false,
  hideRateHeaders: false,
  newErrors: false,
  deny: null,
  refuseWhole: false,
  missingScopes: [],
  missingPermissions: [],
  login: "grant",
  user: EXTENSION_ID,
  issueRefreshTokens: true,
  accessSeconds: 3600,
  refreshSeconds: 604_800,
  maxBatch: 100,
  lenientCoverage: false,
  fromWithAccount: false,
  refuseChangesOf: [],
  deliverySeconds: 0,
  moreStopWords: [],
  moreStartWords: [],
  wsTokenSeconds: 30,
  socketIdleSeconds: 1800,
  socketAbsoluteSeconds: 86_400,
  socketRecoverySeconds: 180,
  socketPingSeconds: 30,
  socketPongSeconds: 10,
  recoveryBuffer: 100,
  socketDetailsDelayMs: 0,
  disabledFilters: [],
  eventsForApi: true,
  dropEvents: 0,
  doubleEvents: false,
  reorderEvents: false,
  eventDelayMs: 0,
  faults: [],
  failNext: 0,
  delayMs: 0,
  dropExportAfter: null,
  truncateExportAfter: null,
};

export function createSwitchboard(initial: Partial<Switches> = {}) {
  let switches: Switches = { ...DEFAULT_SWITCHES, ...initial };
  return {
    get: (): Switches => switches,
    /** @throws RangeError for a switch that does not exist */
    set: (change: Partial<Switches>): void => {
      const unknown = Object.keys(change).find((name) => !Object.hasOwn(DEFAULT_SWITCHES, name));
      if (unknown !== undefined) throw new RangeError(`No such switch: ${unknown}`);
      switches = { ...switches, ...change };
    },
    reset: (): void => {
      switches = { ...DEFAULT_SWITCHES, ...initial };
    },
  };
}

export type Switchboard = ReturnType<typeof createSwitchboard>;
