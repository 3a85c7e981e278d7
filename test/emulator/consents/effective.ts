import type { SmsConfiguration } from "../account/sms-configurations.ts";
import { CAMPAIGN_TYPES, type Consent } from "./record.ts";

const RANKS: ReadonlyMap<string | undefined, number> = new Map(
  CAMPAIGN_TYPES.map((campaignType, index) => [campaignType, index + 1]),
);

/** The records that say something about a pair. */
export const concerning = <T extends Consent>(records: readonly T[], from: string): readonly T[] =>
  records.filter((record) => record.from === undefined || record.from === from);

/** May this sender text the customer of these records? The rule of RingCentral's own app. */
export function effectiveConsent(
  records: readonly Consent[],
  sender: Pick<SmsConfiguration, "campaignType" | "optInRequired"> | null,
): { readonly optedOut: boolean; readonly optInMissing: boolean } {
  const senderRank = RANKS.get(sender?.campaignType);
  const byCampaign = ({ coverage }: Consent): boolean => coverage === "CampaignType";

  const optedOut = records.some((record) => {
    if (record.optStatus !== "OptOut") return false;
    if (!byCampaign(record)) return true;
    const rank = RANKS.get(record.campaignType);
    return rank !== undefined && senderRank !== undefined && rank <= senderRank;
  });

  const covered = records.some((record) => {
    if (record.optStatus !== "OptIn") return false;
    if (!byCampaign(record)) return true;
    const rank = RANKS.get(record.campaignType);
    return rank === undefined || senderRank === undefined || rank >= senderRank;
  });

  return { optedOut, optInMissing: (sender?.optInRequired ?? false) && !covered };
}
