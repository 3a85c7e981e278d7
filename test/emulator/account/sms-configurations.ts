import type { CampaignType } from "../consents/record.ts";
import { BUSINESS_NUMBERS, type BusinessNumber } from "./business-numbers.ts";

export type ConsentScope = "PhoneNumber" | "Account" | CampaignType;

/** How a business number may text: its campaign and whose consent that needs. */
export interface SmsConfiguration {
  readonly campaignType: CampaignType;
  readonly optInRequired: boolean;
  /** What a customer's own opt-in and opt-out cover. */
  readonly optIn: ConsentScope;
  readonly optOut: ConsentScope;
  /** Texts fail unless it is Confirmed. */
  readonly status: string;
}

const DEFAULT: SmsConfiguration = {
  campaignType: "Conversational",
  optInRequired: false,
  optIn: "PhoneNumber",
  optOut: "PhoneNumber",
  status: "Confirmed",
};

/** Campaign settings of each business number; null for one in no campaign. */
export function createSmsConfigurations() {
  const set = new Map<string, SmsConfiguration | null>();
  const of = (phoneNumber: string): SmsConfiguration | null => {
    const chosen = set.get(phoneNumber);
    return chosen === undefined ? DEFAULT : chosen;
  };
  return {
    of,
    /** @throws RangeError for a number that is not the account's */
    set: (phoneNumber: string, change: Partial<SmsConfiguration> | null): void => {
      if (!BUSINESS_NUMBERS.some((number) => number.phoneNumber === phoneNumber)) {
        throw new RangeError(`No such business number: ${phoneNumber}`);
      }
      set.set(phoneNumber, change && { ...(of(phoneNumber) ?? DEFAULT), ...change });
    },
    reset: (): void => set.clear(),
  };
}

export type SmsConfigurations = ReturnType<typeof createSmsConfigurations>;

/** As the API shows it. */
export function showConfiguration(
  { id, phoneNumber }: BusinessNumber,
  configuration: SmsConfiguration | null,
) {
  const number = { phoneNumberId: String(id), phoneNumber };
  if (!configuration) return number;
  const { campaignType, optInRequired, optIn, optOut, status } = configuration;
  return {
    ...number,
    smsCampaignInfo: {
      id: `C${id}`,
      status,
      registrationTier: "LowVolumeStandard",
      useCases: ["CustomerCare"],
      errors: [],
      coverageType: campaignType,
      consentSettings: {
        optInRequired,
        coverage: { optIn, optOut },
        automaticConsentCollecting: { enabled: false },
      },
    },
    smsBrandInfo: { id: "B1", status: "Verified", errors: [] },
  };
}
