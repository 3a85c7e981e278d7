import { businessNumber } from "../account/business-numbers.ts";
import type { ConsentScope, SmsConfigurations } from "../account/sms-configurations.ts";
import type { Consent } from "../consents/record.ts";
import type { ConsentStore } from "../consents/store.ts";
import { isE164 } from "../http/parameters.ts";
import type { Switches } from "../switches.ts";
import { keywordStatus } from "./keywords.ts";

/** A customer's message. */
export interface Inbound {
  /** The customer. */
  readonly from: string;
  /** The business number. */
  readonly to: string;
  readonly text: string;
}

const scopeOf = (
  scope: ConsentScope,
  businessNumber: string,
): Pick<Consent, "coverage" | "from" | "campaignType"> => {
  if (scope === "Account") return { coverage: "Account" };
  if (scope === "PhoneNumber") return { coverage: "PhoneNumber", from: businessNumber };
  return { coverage: "CampaignType", campaignType: scope };
};

/** Customers' replies: keywords change the consent, and on a toll-free number the network's own block. */
export function createInbound(
  store: ConsentStore,
  configurations: SmsConfigurations,
  switches: () => Switches,
) {
  const networkBlocks = new Set<string>();

  return {
    /** True when the message was a keyword. @throws RangeError for a number that is none, or not the account's */
    receive: ({ from, to, text }: Inbound): boolean => {
      const number = businessNumber(to);
      if (!number) throw new RangeError(`No such business number: ${to}`);
      if (!isE164(from)) throw new RangeError(`No such customer: ${from}`);
      const optStatus = keywordStatus(text, switches());
      if (!optStatus) return false;
      const pair = `${to} ${from}`;
      if (optStatus === "OptIn") networkBlocks.delete(pair);
      else if (number.paymentType === "TollFree") networkBlocks.add(pair);
      const { optIn = "PhoneNumber", optOut = "PhoneNumber" } = configurations.of(to) ?? {};
      const scope = scopeOf(optStatus === "OptIn" ? optIn : optOut, to);
      store.put({ ...scope, to: from, optStatus, source: "Recipient" });
      return true;
    },
    /** Does the toll-free network itself refuse texts from this business number to this customer? */
    networkBlocks: (businessNumber: string, customer: string): boolean =>
      networkBlocks.has(`${businessNumber} ${customer}`),
    reset: (): void => networkBlocks.clear(),
  };
}

export type InboundTexts = ReturnType<typeof createInbound>;
