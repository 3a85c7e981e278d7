import type { OptOut, Verdict, VerdictKind } from "../../../lib/consent/verdict.ts";
import type { AppState, CheckResult, PairStatus } from "../../../lib/messages/protocol.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../lib/settings/settings.ts";

export const NOW = Date.parse("2026-11-24T09:00:00Z");
export const CUSTOMER = "+14155552671" as E164;
export const SUPPORT = "+16505550101" as E164;
export const TOLL_FREE = "+18005550104" as E164;

type Overrides = {
  readonly settings?: Partial<Settings>;
  readonly locked?: AppState["settings"]["locked"];
  readonly invalidPolicy?: readonly string[];
  readonly sync?: Partial<AppState["sync"]>;
  readonly session?: AppState["session"];
  readonly sites?: AppState["sites"];
  readonly waitsUntil?: number;
  readonly senders?: AppState["senders"];
  readonly waitingChanges?: number;
  readonly refusedChanges?: AppState["refusedChanges"];
  readonly readOnly?: AppState["readOnly"];
};

/** Signed in, synced two minutes ago; what differs is given. */
export const appState = (overrides: Overrides = {}): AppState => ({
  session: overrides.session ?? {
    status: "signed-in",
    user: { extensionId: "1", name: "Dana Agent", extensionNumber: "101" },
    serverUrl: "https://platform.ringcentral.com",
  },
  sync: {
    phase: "idle",
    recordsRead: 0,
    lastSuccess: NOW - 120_000,
    optOuts: 981,
    malformed: 0,
    differences: null,
    unproven: false,
    damaged: false,
    missed: 0,
    onDemand: null,
    account: "demo",
    source: "export",
    failures: [],
    ...overrides.sync,
  },
  settings: {
    values: { ...DEFAULT_SETTINGS, clientId: "demo", ...overrides.settings },
    locked: overrides.locked ?? [],
    invalidPolicy: overrides.invalidPolicy ?? [],
  },
  live: { phase: "live" },
  waitsUntil: overrides.waitsUntil ?? null,
  senders: overrides.senders ?? { optInRequired: 0, unknown: 0 },
  sites: overrides.sites ?? [],
  waitingChanges: overrides.waitingChanges ?? 0,
  refusedChanges: overrides.refusedChanges ?? [],
  readOnly: overrides.readOnly ?? null,
  redirectUri: "https://example.chromiumapp.org/",
});

export const signedOut = (failure?: "session-ended"): AppState["session"] => ({
  status: "signed-out",
  ...(failure === undefined ? {} : { failure: { code: failure } }),
});

export const optOut = (over: Partial<OptOut> = {}): OptOut => ({
  from: SUPPORT,
  coverage: "PhoneNumber",
  source: "Recipient",
  since: "2026-03-03T10:00:00.123456789Z",
  ...over,
});

export const verdict = (
  kind: VerdictKind,
  optOuts: readonly OptOut[] = [],
  over: Partial<Verdict> = {},
): Verdict => ({ recipient: CUSTOMER, kind, optOuts, asOf: NOW - 120_000, ...over });

export const pair = (from: E164, label: string, of: Verdict, tollFree = false): PairStatus => ({
  from,
  label,
  tollFree,
  verdict: of,
});

export const checkResult = (over: Partial<CheckResult> = {}): CheckResult => ({
  recipient: CUSTOMER,
  overall: verdict("partly-opted-out", [optOut()]),
  pairs: [
    pair(SUPPORT, "Support", verdict("opted-out", [optOut()])),
    pair(TOLL_FREE, "Toll-free", verdict("clear"), true),
  ],
  live: false,
  ...over,
});
