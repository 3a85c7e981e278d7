import type { CampaignType, ConsentRecord } from "../consent/record.ts";
import type { FailureInfo } from "../failure.ts";
import type { E164 } from "../phone/e164.ts";

export interface BusinessNumber {
  readonly phoneNumber: E164;
  readonly label?: string;
  /** `SmsSender`, `A2PSmsSender`, … as RingCentral names them. */
  readonly features: readonly string[];
  readonly tollFree: boolean;
  readonly primary: boolean;
}

export interface SignedInUser {
  readonly extensionId: string;
  readonly name: string;
  readonly extensionNumber?: string;
}

/** A change of one consent record, as sent by PATCH. */
export interface ConsentChange {
  /** null: every business number (coverage Account). */
  readonly from: E164 | null;
  readonly to: E164;
  readonly optStatus: "OptOut" | "OptIn";
  readonly campaignType?: CampaignType;
  readonly notes?: string;
}

export interface FailedChange {
  readonly change: ConsentChange;
  /** RingCentral's own code and message. */
  readonly errorCode: string;
  readonly message: string;
}

export interface ChangeOutcome {
  readonly done: readonly ConsentChange[];
  readonly failed: readonly FailedChange[];
}

/** A part of a full read. `malformed` counts what could not be understood; it is never dropped in silence. */
export interface RecordBatch {
  readonly records: readonly ConsentRecord[];
  readonly malformed: number;
}

export interface ConsentPage extends RecordBatch {
  readonly nextPageToken?: string;
}

export interface ConsentHistoryEntry {
  readonly from: E164 | null;
  readonly to: E164;
  readonly optStatus: string;
  readonly source?: string;
  readonly createdAt?: string;
}

export interface SearchQuery {
  readonly to?: readonly E164[];
  readonly from?: readonly E164[];
  readonly optStatus?: "OptOut" | "OptIn";
  readonly pageToken?: string;
  readonly perPage?: number;
}

/**
 * RingCentral's SMS consents. Every method rejects with a `Failure` and takes an AbortSignal.
 * Source: the contract of `/restapi/v2/accounts/~/sms/consents`.
 */
export interface ConsentsApi {
  /** The whole account as it streams in; ends with `truncated-answer` when the stream does not end on a whole row. */
  export(signal: AbortSignal): AsyncIterable<RecordBatch>;
  search(query: SearchQuery, signal: AbortSignal): Promise<ConsentPage>;
  /** The older reading, for servers without search. */
  list(query: SearchQuery, signal: AbortSignal): Promise<ConsentPage>;
  history(to: E164, signal: AbortSignal): Promise<readonly ConsentHistoryEntry[]>;
  /** Sent in chunks; a 2xx with failed records reports them in `failed`. */
  change(changes: readonly ConsentChange[], signal: AbortSignal): Promise<ChangeOutcome>;
}

export interface AccountApi {
  user(signal: AbortSignal): Promise<SignedInUser>;
  /** The signed-in user's numbers that can send texts. */
  senders(signal: AbortSignal): Promise<readonly BusinessNumber[]>;
}

export interface SessionInfo {
  readonly serverUrl: string;
  readonly clientId: string;
  readonly user?: SignedInUser;
}

/** The signed-in session: tokens never leave it. */
export interface Session {
  /** Null when signed out. */
  info(): Promise<SessionInfo | null>;
  /** A valid access token, refreshed once under a lock when it has less than a minute left. */
  accessToken(signal: AbortSignal): Promise<string>;
  connect(
    target: { serverUrl: string; clientId: string },
    signal: AbortSignal,
  ): Promise<SessionInfo>;
  /** Revokes (its failure is ignored) and forgets. */
  disconnect(signal: AbortSignal): Promise<void>;
}

export type { FailureInfo };
