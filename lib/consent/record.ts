import type { E164 } from "../phone/e164.ts";

/** Known values; RingCentral may add others, which stay as they came. */
export type OptStatus = "OptOut" | "OptIn" | (string & {});
export type Coverage = "PhoneNumber" | "Account" | "CampaignType" | (string & {});
export type ConsentSource = "Recipient" | "Api" | "Upstream" | "Carrier" | (string & {});
export type CampaignType = "Conversational" | "Informational" | "Promotional" | (string & {});

/** What RingCentral keeps about one recipient. */
export interface ConsentRecord {
  /** The business number, or null when the record holds for every business number (coverage Account or CampaignType). */
  readonly from: E164 | null;
  /** The recipient. */
  readonly to: E164;
  readonly optStatus: OptStatus;
  readonly coverage: Coverage;
  readonly source?: ConsentSource;
  readonly campaignType?: CampaignType;
  readonly notes?: string;
  /** RFC 3339 as the server wrote it, with up to nine fractional digits. */
  readonly lastModifiedTime?: string;
}

/** Only a plain OptIn lifts anything: a status that we do not know counts as an opt-out. */
export const isOptOut = (record: Pick<ConsentRecord, "optStatus">): boolean =>
  record.optStatus !== "OptIn";
