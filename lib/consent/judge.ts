import type { E164 } from "../phone/e164.ts";
import { isAtMost, type SenderCampaign } from "./campaign-rank.ts";
import type { OptOut, UnverifiedReason, Verdict } from "./verdict.ts";

export type DataState =
  | { readonly state: "fresh"; readonly asOf: number }
  | {
      readonly state: "unverified";
      readonly reason: UnverifiedReason;
      readonly asOf: number | null;
    };

export interface Case {
  readonly recipient: E164;
  /** Every opt-out known of this recipient. */
  readonly optOuts: readonly OptOut[];
  /** Every opt-in known; undefined when opt-ins are not kept. */
  readonly optIns?: readonly OptOut[];
  /** The business numbers that this agent texts from; empty: any of the account. */
  readonly senders: readonly E164[];
  /** Campaigns of those numbers, as far as they are known. */
  readonly campaigns?: ReadonlyMap<E164, SenderCampaign>;
  readonly data: DataState;
}

/**
 * RingCentral's own rule: an opt-out of a campaign type concerns a sender whose
 * campaign ranks as high or higher. Where a rank is not known RingCentral's app
 * lets the text pass; here it does not.
 */
const concerns = (optOut: OptOut, sender: E164, campaign: SenderCampaign | undefined): boolean => {
  if (optOut.from !== null) return optOut.from === sender;
  if (optOut.coverage !== "CampaignType") return true;
  return isAtMost(optOut.campaignType, campaign?.campaignType) !== false;
};

/** An opt-in of a campaign type covers a sender whose campaign ranks as high or lower. */
const covers = (optIn: OptOut, sender: E164, campaign: SenderCampaign): boolean => {
  if (optIn.from !== null) return optIn.from === sender;
  if (optIn.coverage !== "CampaignType") return true;
  return isAtMost(campaign.campaignType, optIn.campaignType) === true;
};

/**
 * The verdict on one recipient. A known opt-out holds however old the data is;
 * silence counts as clear only while the data is fresh, and where a sender's
 * campaign requires an opt-in only with that opt-in. No opt-in of another coverage
 * cancels an opt-out.
 */
export function judge(given: Case): Verdict {
  const { recipient, optOuts, optIns, senders, campaigns, data } = given;
  const { asOf } = data;
  const concerning =
    senders.length === 0
      ? optOuts
      : optOuts.filter((optOut) =>
          senders.some((sender) => concerns(optOut, sender, campaigns?.get(sender))),
        );
  if (concerning.length > 0) {
    const every = senders.every((sender) =>
      concerning.some((optOut) => concerns(optOut, sender, campaigns?.get(sender))),
    );
    return { recipient, kind: every ? "opted-out" : "partly-opted-out", optOuts: concerning, asOf };
  }
  if (data.state === "unverified") {
    return { recipient, kind: "unverified", optOuts: [], reason: data.reason, asOf };
  }
  // Any number of the account may send where none is chosen.
  const sending = senders.length === 0 ? [...(campaigns?.keys() ?? [])] : senders;
  const demanding = sending.filter((sender) => campaigns?.get(sender)?.optInRequired);
  if (demanding.length > 0 && optIns === undefined) {
    return { recipient, kind: "unverified", optOuts: [], reason: "never-loaded", asOf };
  }
  const missing = demanding.some((sender) => {
    const campaign = campaigns?.get(sender);
    return campaign && !optIns?.some((optIn) => covers(optIn, sender, campaign));
  });
  return { recipient, kind: missing ? "opt-in-missing" : "clear", optOuts: [], asOf };
}
