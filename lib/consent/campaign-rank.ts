import type { CampaignType } from "./record.ts";

/** What a business number's campaign asks for. */
export interface SenderCampaign {
  readonly campaignType?: CampaignType;
  /** A recipient without a covering opt-in must not be texted. */
  readonly optInRequired: boolean;
}

const RANKS: Readonly<Record<string, number>> = {
  Conversational: 1,
  Informational: 2,
  Promotional: 3,
};

/** Whether consent for one campaign type is at most that for another; null when a rank is not known. */
export function isAtMost(
  type: CampaignType | undefined,
  other: CampaignType | undefined,
): boolean | null {
  const rank = RANKS[type ?? ""];
  const otherRank = RANKS[other ?? ""];
  return rank === undefined || otherRank === undefined ? null : rank <= otherRank;
}
