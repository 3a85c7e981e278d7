import type { PairColumns, PairDictionaries } from "../consent/pair-columns.ts";
import type { CampaignType, ConsentRecord } from "../consent/record.ts";
import type { E164 } from "../phone/e164.ts";

export interface BusinessNumber {
  /** RingCentral's id of the number, by which its texting set-up is asked for. */
  readonly id?: string;
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

/** How a business number may text: its campaign and what consent that campaign needs. */
export interface SenderConfiguration {
  readonly phoneNumber?: E164;
  /** null: the number is in no campaign. */
  readonly campaign: {
    readonly id?: string;
    /** Texts fail unless it is `Confirmed`. */
    readonly status?: string;
    /** The rank that the decision rule compares; undefined when RingCentral does not say. */
    readonly campaignType?: CampaignType;
    /** True: a recipient without a covering opt-in must not be texted. Undefined when RingCentral does not say. */
    readonly optInRequired?: boolean;
    /** Default scope of a new record: `PhoneNumber`, `Account` or a campaign type. */
    readonly optInScope?: string;
    readonly optOutScope?: string;
  } | null;
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

/** How changes are sent. */
export interface ChangePace {
  /** Attempts of each request; 1: a request whose end is not known is never sent again unasked. */
  readonly tries?: number;
  /** How much of the rate limit's window to leave for others. */
  readonly spare?: number;
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

/** A part of the export: columns that refer to the dictionaries given. */
export interface ColumnBatch {
  readonly columns: PairColumns;
  readonly malformed: number;
  /** With the last part: the answer is as long as it was announced to be. */
  readonly announced?: boolean;
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

export interface ConsentHistory {
  readonly entries: readonly ConsentHistoryEntry[];
  readonly malformed: number;
}

/** RingCentral's own conclusion about one pair, beside the records that it comes from. */
export interface EffectiveConsent extends RecordBatch {
  readonly optStatus?: string;
  readonly campaignType?: CampaignType;
  readonly optInRequired?: boolean;
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
  /** The whole account as it streams in, a batch valid until the next; ends with `truncated-answer` when the stream does not end on a whole row. */
  export(dictionaries: PairDictionaries, signal: AbortSignal): AsyncIterable<ColumnBatch>;
  /** The same export as it comes, for a file. */
  exportBytes(signal: AbortSignal): AsyncIterable<Uint8Array<ArrayBuffer>>;
  search(query: SearchQuery, signal: AbortSignal): Promise<ConsentPage>;
  /** The older reading, for servers without search. */
  list(query: SearchQuery, signal: AbortSignal): Promise<ConsentPage>;
  /** Every record of these recipients, whatever business number or coverage; by search, else by list. `spare`: how much of the rate limit to leave to others. */
  recordsOf(to: readonly E164[], signal: AbortSignal, spare?: number): Promise<RecordBatch>;
  /** One pair, by an endpoint that is not documented: `not-found` where the server lacks it. */
  effective(pair: { from: E164; to: E164 }, signal: AbortSignal): Promise<EffectiveConsent>;
  history(to: E164, signal: AbortSignal): Promise<ConsentHistory>;
  /** Sent in chunks; a 2xx with failed records reports them in `failed`. */
  change(
    changes: readonly ConsentChange[],
    signal: AbortSignal,
    pace?: ChangePace,
  ): Promise<ChangeOutcome>;
}

export interface AccountApi {
  user(signal: AbortSignal): Promise<SignedInUser>;
  /** The signed-in user's numbers that can send texts. */
  senders(signal: AbortSignal): Promise<readonly BusinessNumber[]>;
  /** The texting set-up of one of them, by its `id`. */
  senderConfiguration(phoneNumberId: string, signal: AbortSignal): Promise<SenderConfiguration>;
}

export interface ConnectTarget {
  /** An origin, without a slash at its end. */
  readonly serverUrl: string;
  readonly clientId: string;
}

export interface SessionInfo extends ConnectTarget {
  readonly user?: SignedInUser;
}

/** The signed-in session: tokens never leave it. */
export interface Session {
  /** Null when signed out. */
  info(): Promise<SessionInfo | null>;
  /** A valid access token, refreshed once under a lock when it has less than a minute left. */
  accessToken(signal: AbortSignal): Promise<string>;
  /** Signs in by the person's login; when it fails nothing is kept. */
  connect(target: ConnectTarget, signal: AbortSignal): Promise<SessionInfo>;
  /** Revokes (its failure is ignored) and forgets. */
  disconnect(signal: AbortSignal): Promise<void>;
}
