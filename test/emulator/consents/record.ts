export const STATUSES = ["OptOut", "OptIn"] as const;
export const COVERAGES = ["PhoneNumber", "Account", "CampaignType"] as const;
/** By rank: an opt-out of one covers those after it. */
export const CAMPAIGN_TYPES = ["Conversational", "Informational", "Promotional"] as const;

export type OptStatus = (typeof STATUSES)[number];
export type Coverage = (typeof COVERAGES)[number];
export type CampaignType = (typeof CAMPAIGN_TYPES)[number];

export interface Consent {
  /** The business number; absent for the whole account and for a campaign type. */
  readonly from?: string;
  /** The customer. */
  readonly to: string;
  readonly optStatus: OptStatus;
  readonly source: string;
  readonly coverage: Coverage;
  readonly campaignType?: string;
  readonly notes?: string;
}

export interface StoredConsent extends Consent {
  /** With nine fractional digits. */
  readonly lastModifiedTime: string;
}

export interface HistoryEntry {
  readonly from?: string;
  readonly to: string;
  readonly optStatus: string;
  readonly source: string;
  readonly createdAt: string;
}

export const historyOf = (record: StoredConsent): HistoryEntry => {
  const { from, to, optStatus, source, lastModifiedTime: createdAt } = record;
  return { ...(from === undefined ? {} : { from }), to, optStatus, source, createdAt };
};

/** What makes two records the same one. */
export const keyOf = ({ from, to, coverage, campaignType }: Consent): string =>
  `${to} ${from ?? "*"} ${coverage} ${campaignType ?? ""}`;
