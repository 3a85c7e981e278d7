import type { E164 } from "../phone/e164.ts";
import type { CampaignType, ConsentSource, Coverage } from "./record.ts";

/** `opt-in-missing`: nobody opted out, but a sender's campaign requires an opt-in that there is not. */
export type VerdictKind =
  | "opted-out"
  | "partly-opted-out"
  | "opt-in-missing"
  | "clear"
  | "unverified";

/** Why a verdict could not be reached; each has a sentence in the locales (`unverified_<reason>`). */
export type UnverifiedReason =
  | "signed-out"
  | "never-loaded"
  | "stale"
  | "cache-fault"
  | "unreachable"
  /** The list has arrived for the first time, and it is not sure yet that it is whole. */
  | "unproven"
  /** RingCentral is asked for each number, and has not answered for this one. */
  | "unanswered";

/** One opt-out that concerns a business number of this agent. */
export interface OptOut {
  /** null: every business number. */
  readonly from: E164 | null;
  readonly coverage: Coverage;
  readonly campaignType?: CampaignType;
  readonly source?: ConsentSource;
  /** RFC 3339, as the server wrote it. */
  readonly since?: string;
}

/** What the guard concludes for one recipient and the numbers that this agent texts from. */
export interface Verdict {
  readonly recipient: E164;
  readonly kind: VerdictKind;
  /** Empty unless `kind` is `opted-out` or `partly-opted-out`. */
  readonly optOuts: readonly OptOut[];
  /** Only when `kind` is `unverified`. */
  readonly reason?: UnverifiedReason;
  /** When the data behind it was last known to be true: epoch milliseconds, null when never. */
  readonly asOf: number | null;
}
