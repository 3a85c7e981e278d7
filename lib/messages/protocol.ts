import type { AuditPage, AuditQuery, AuditVerdict } from "../audit/audit-log.ts";
import type { AuditFormat } from "../audit/export.ts";
import type { RoutePolicy } from "../consent/route-policy.ts";
import type { Verdict, VerdictKind } from "../consent/verdict.ts";
import type { FailureInfo } from "../failure.ts";
import type { ListBasis } from "../list-jobs/basis.ts";
import type { E164 } from "../phone/e164.ts";
import type { PageRecipe, TaughtRecipe } from "../recipes/recipe.ts";
import type {
  BusinessNumber,
  ChangeOutcome,
  ConsentChange,
  ConsentHistory,
  FailedChange,
  SignedInUser,
} from "../ringcentral/types.ts";
import type { EffectiveSettings, Settings, Theme } from "../settings/settings.ts";
import type { LiveStatus } from "../sync/live.ts";
import type { SyncStatus } from "../sync/types.ts";
import type { JobState } from "../uploads/upload-job.ts";

/** What a guarded page needs to know; never a token, never the list. */
export interface GuardConfig extends RoutePolicy {
  /** False: this page is not to be guarded (site removed or paused). */
  readonly active: boolean;
  readonly defaultCountry: string;
  /** Links to texting pages such as wa.me are text routes too. */
  readonly webTexting: boolean;
  /** Each recipient is asked of RingCentral: only what is surely a number is asked for. */
  readonly onDemand: boolean;
  /** Those of this page's site. */
  readonly recipes: readonly PageRecipe[];
  /** Of the card. */
  readonly theme: Theme;
  /** What is said in pages, in the language that was chosen; empty: in the browser's. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Counts of one frame. */
export interface PageReport {
  readonly numbers: number;
  readonly optedOut: number;
  readonly partlyOptedOut: number;
  readonly optInMissing: number;
  readonly unverified: number;
  readonly routes: number;
  readonly blockedRoutes: number;
  /** The page changes faster than it is read: marks lag behind, routes are still decided when tried. */
  readonly lags?: true | undefined;
}

export type AttemptResult = "blocked" | "warned" | "overridden";

/** A text route that somebody tried and the guard did not let through as it was. */
export interface Attempt {
  readonly recipients: readonly E164[];
  readonly result: AttemptResult;
}

export interface SiteState {
  readonly pattern: string;
  readonly granted: boolean;
  readonly paused: boolean;
  readonly fromPolicy: boolean;
}

export type SessionState =
  | { readonly status: "signed-out"; readonly failure?: FailureInfo }
  | {
      readonly status: "signed-in";
      readonly user: SignedInUser | null;
      readonly serverUrl: string;
    };

/** For support: named facts in groups, without any customer's data, token or address of a site. */
export interface Diagnostics {
  readonly groups: readonly {
    readonly name: string;
    readonly facts: readonly (readonly [name: string, value: string | number | boolean])[];
  }[];
}

export interface RefusedChange extends FailedChange {
  readonly id: number;
  /** When it was entered: epoch milliseconds. */
  readonly at: number;
}

/** Everything that popup and options show at a glance. */
export interface AppState {
  readonly session: SessionState;
  readonly sync: SyncStatus;
  readonly settings: EffectiveSettings;
  readonly sites: readonly SiteState[];
  /** Changes by people that RingCentral has not taken yet. */
  readonly waitingChanges: number;
  /** Changes that RingCentral has refused, until a person tries again or gives them up. */
  readonly refusedChanges: readonly RefusedChange[];
  /** Why RingCentral takes no changes from this person; null when nothing is known against it. */
  readonly readOnly: FailureInfo | null;
  readonly redirectUri: string;
  /** Whether changes arrive as they happen. */
  readonly live: LiveStatus;
  readonly senders: SenderConsent;
  /** Epoch ms before which RingCentral takes no request (a rate limit); null when it does. */
  readonly waitsUntil: number | null;
}

/** What the campaigns of this agent's business numbers ask for, as counts of numbers. */
export interface SenderConsent {
  readonly optInRequired: number;
  /** RingCentral has not said. */
  readonly unknown: number;
}

export type PageStatus =
  | { readonly kind: "not-a-site"; readonly origin: string | null; readonly pattern: string | null }
  | { readonly kind: "needs-permission"; readonly pattern: string }
  | { readonly kind: "paused"; readonly pattern: string }
  | {
      readonly kind: "guarded";
      readonly pattern: string;
      readonly report: PageReport;
      /** Text routes refused on this page since it was opened. */
      readonly attempts: number;
    };

/** One number of a page with the guard's verdict on it. */
export interface PageNumber {
  readonly recipient: E164;
  readonly kind: VerdictKind;
}

export interface PageNumbers {
  readonly numbers: readonly PageNumber[];
  /** So many are on the page; `numbers` holds the first of them. */
  readonly total: number;
}

/** What is known of one business number and one recipient. */
export interface PairStatus {
  readonly from: E164;
  readonly label?: string;
  readonly tollFree: boolean;
  readonly verdict: Verdict;
}

export interface CheckResult {
  readonly recipient: E164;
  readonly overall: Verdict;
  readonly pairs: readonly PairStatus[];
  /** True: asked RingCentral just now. False: from the cache. */
  readonly live: boolean;
  /** Why a live check did not succeed; the cache answered instead. */
  readonly failure?: FailureInfo;
}

export interface ChangeRequest {
  /** The recipients; each by every business number of `from`. */
  readonly to: readonly E164[];
  /** null: every business number. */
  readonly from: readonly E164[] | null;
  readonly optStatus: "OptOut" | "OptIn";
  readonly note: string;
}

/** What became of a change: done and failed by RingCentral's word, queued when it could not be reached. */
export interface ChangeReport extends ChangeOutcome {
  readonly queued: readonly ConsentChange[];
}

/** An upload of many changes, as its page shows it. */
export interface UploadStatus {
  readonly id: number;
  /** The list's name; empty for pasted text. */
  readonly name: string;
  /** False: another account has confirmed it, and goes on with it when it is signed in. */
  readonly mine: boolean;
  /** Epoch ms. */
  readonly confirmedAt: number;
  readonly finishedAt: number | null;
  readonly state: JobState;
  /** Why it was paused by no person. */
  readonly failure?: FailureInfo;
  /** Why it does not go on just now, though it will by itself. */
  readonly blocked?: FailureInfo;
  readonly optOuts: number;
  readonly optIns: number;
  readonly skipped: number;
  readonly done: number;
  readonly refused: number;
  /** Every opt-out of it guards. */
  readonly guarding: boolean;
  readonly perMinute: number | null;
  /** The upload whose refused rows it sends again. */
  readonly retryOf?: number;
}

export type UploadAct = "start" | "pause" | "resume" | "cancel" | "retry" | "remove";

/** What RingCentral's record of a pair, or of every business number (null), says. */
export interface KnownStatus {
  readonly to: E164;
  readonly from: E164 | null;
  readonly optStatus: "OptOut" | "OptIn";
}

/** The one map of messages to the background: who may send each, what it carries, what comes back. */
export interface Protocol {
  // Pages (content scripts of guarded sites).
  /** `fresh`: the first question of a document; what its frame showed before is forgotten. */
  "guard/config": { from: "page"; request: { fresh: boolean }; response: GuardConfig };
  "guard/verdicts": {
    from: "page";
    request: { recipients: readonly E164[] };
    response: { verdicts: readonly Verdict[] };
  };
  /** What the card tells of one recipient that the page shows. `live`: asked of RingCentral now. */
  "guard/details": {
    from: "page";
    request: { recipient: E164; live: boolean };
    response: CheckResult;
  };
  "guard/report": { from: "page"; request: PageReport; response: null };
  "guard/attempt": { from: "page"; request: Attempt; response: null };
  /** Whether this frame is the one that tells, once on this computer, what a mark means. */
  "guard/hint": { from: "page"; request: Record<string, never>; response: { show: boolean } };
  "guard/open-popup": { from: "page"; request: { recipient: E164 }; response: null };
  /** What a person has taught on this page; null: they have left. Only from a tab that `teach/start` has named, once. */
  "teach/done": { from: "page"; request: { recipe: TaughtRecipe | null }; response: null };
  /** The person points in the frame of this picker now; `asking`: it waits for their choice and keeps the word. */
  "teach/here": { from: "page"; request: { picker: string; asking: boolean }; response: null };
  // Our own popup and options page.
  "state/get": { from: "own"; request: Record<string, never>; response: AppState };
  "session/connect": { from: "own"; request: Record<string, never>; response: AppState };
  "session/disconnect": { from: "own"; request: Record<string, never>; response: AppState };
  "numbers/list": {
    from: "own";
    request: Record<string, never>;
    response: { numbers: readonly BusinessNumber[] };
  };
  "settings/update": { from: "own"; request: Partial<Settings>; response: AppState };
  "sites/granted": { from: "own"; request: Record<string, never>; response: AppState };
  "sync/run": { from: "own"; request: Record<string, never>; response: AppState };
  "page/status": { from: "own"; request: { tabId: number }; response: PageStatus };
  "page/numbers": { from: "own"; request: { tabId: number }; response: PageNumbers };
  /** Brings a number of the page into view; false when it is no longer there. */
  "page/reveal": {
    from: "own";
    request: { tabId: number; recipient: E164 };
    response: { found: boolean };
  };
  /** Lets a person point at a text button and its number on the page. */
  "teach/start": { from: "own"; request: { tabId: number }; response: null };
  "consent/check": {
    from: "own";
    request: { recipient: E164; live: boolean };
    response: CheckResult;
  };
  "consent/change": { from: "own"; request: ChangeRequest; response: ChangeReport };
  "changes/retry": { from: "own"; request: { id: number }; response: ChangeReport };
  "changes/drop": { from: "own"; request: { id: number }; response: AppState };
  /** Records of at most 1,000 recipients, from the cache or asked of RingCentral now. `fresh` false: they may be outdated. */
  "consent/known": {
    from: "own";
    request: { recipients: readonly E164[]; live: boolean };
    response: { known: readonly KnownStatus[]; fresh: boolean };
  };
  /** Newest first. */
  "uploads/list": {
    from: "own";
    request: Record<string, never>;
    response: { uploads: readonly UploadStatus[] };
  };
  "uploads/act": {
    from: "own";
    request: { id: number; act: UploadAct };
    response: { uploads: readonly UploadStatus[] };
  };
  "consent/history": {
    from: "own";
    request: { recipient: E164 };
    response: ConsentHistory;
  };
  "audit/page": { from: "own"; request: AuditQuery; response: AuditPage };
  /** How far the cache can be trusted: for a list that is judged by it as a whole. */
  "lists/basis": { from: "own"; request: Record<string, never>; response: ListBasis };
  /** Asks RingCentral about recipients, whose every record the cache then knows. At most 100, which is one request. */
  /** RingCentral's own export, whole: left in the private file system under `SERVER_EXPORT`. */
  "lists/export": { from: "own"; request: Record<string, never>; response: { bytes: number } };
  "lists/export-stop": { from: "own"; request: Record<string, never>; response: null };
  "lists/ask": { from: "own"; request: { recipients: readonly E164[] }; response: null };
  "audit/verify": { from: "own"; request: Record<string, never>; response: AuditVerdict };
  /** So many entries were written to a file: that leaves a trace too. */
  "audit/exported": {
    from: "own";
    request: { format: AuditFormat; entries: number; masked: boolean };
    response: null;
  };
  "diagnostics/get": { from: "own"; request: Record<string, never>; response: Diagnostics };
  /** Signs out and removes all that there is on this computer; the audit log too, unless policy keeps it. */
  "data/forget": { from: "own"; request: Record<string, never>; response: AppState };
}

export type MessageName = keyof Protocol;
export type RequestOf<N extends MessageName> = Protocol[N]["request"];
export type ResponseOf<N extends MessageName> = Protocol[N]["response"];

/** What travels to the background and back. */
export interface Envelope<N extends MessageName = MessageName> {
  readonly name: N;
  readonly payload: RequestOf<N>;
}
export type Reply<N extends MessageName = MessageName> =
  | { readonly ok: true; readonly value: ResponseOf<N> }
  | { readonly ok: false; readonly failure: FailureInfo };

/** What the background tells without being asked. */
export type Push =
  /** To guarded pages: verdicts may have changed; null means any. */
  | { readonly push: "verdicts-changed"; readonly recipients: readonly E164[] | null }
  /** To guarded pages: ask for the configuration again. */
  | { readonly push: "config-changed" }
  /** To a guarded page that shows an opted-out customer: nobody here has been told what a mark means. */
  | { readonly push: "hint" }
  /** To the frames of a tab that is taught: where the person points; null: teaching is over. */
  | { readonly push: "teaching"; readonly picker: string | null; readonly asking: boolean }
  /** To our own pages. */
  | { readonly push: "state-changed"; readonly state: AppState }
  /** To our own pages. */
  | { readonly push: "uploads-changed"; readonly uploads: readonly UploadStatus[] }
  /** To our own pages: so many bytes of RingCentral's own export have come. */
  | { readonly push: "export-progress"; readonly bytes: number }
  /** To our own pages: what is found on a guarded page has changed. */
  | { readonly push: "page-changed"; readonly tabId: number };

/** What the background asks one frame of a guarded page. */
export type PageQuestion =
  | { readonly question: "numbers" }
  | { readonly question: "reveal"; readonly recipient: E164 };
export type PageAnswer = readonly E164[] | boolean;
