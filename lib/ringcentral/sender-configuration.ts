import { z } from "zod";
import { type E164, isE164 } from "../phone/e164.ts";
import type { SenderConfiguration } from "./types.ts";

const text = z.string().min(1).optional().catch(undefined);

export const senderConfigurationSchema = z.object({
  phoneNumber: z
    .custom<E164>((value) => typeof value === "string" && isE164(value))
    .optional()
    .catch(undefined),
  smsCampaignInfo: z
    .object({
      id: z.union([z.string(), z.number()]).transform(String).optional().catch(undefined),
      status: text,
      useCases: z.array(z.unknown()).catch([]),
      coverageType: text,
      consentSettings: z
        .object({
          optInRequired: z.boolean().optional().catch(undefined),
          coverage: z.object({ optIn: text, optOut: text }).nullish().catch(undefined),
        })
        .nullish()
        .catch(undefined),
    })
    .nullish(),
});

const CAMPAIGN_TYPE = /^(?:Conversational|Informational|Promotional)$/;

/** The campaign's type stands in its scopes, where these are not all numbers; no field of its own names it. */
export function readSenderConfiguration({
  phoneNumber,
  smsCampaignInfo,
}: z.infer<typeof senderConfigurationSchema>): SenderConfiguration {
  const number = phoneNumber === undefined ? {} : { phoneNumber };
  if (!smsCampaignInfo) return { ...number, campaign: null };
  const { id, status, useCases, coverageType, consentSettings } = smsCampaignInfo;
  const { optIn, optOut } = consentSettings?.coverage ?? {};
  const campaignType = [coverageType, optOut, optIn, ...useCases].find(
    (word): word is string => typeof word === "string" && CAMPAIGN_TYPE.test(word),
  );
  const optInRequired = consentSettings?.optInRequired;
  return {
    ...number,
    campaign: {
      ...(id === undefined ? {} : { id }),
      ...(status === undefined ? {} : { status }),
      ...(campaignType === undefined ? {} : { campaignType }),
      ...(optInRequired === undefined ? {} : { optInRequired }),
      ...(optIn === undefined ? {} : { optInScope: optIn }),
      ...(optOut === undefined ? {} : { optOutScope: optOut }),
    },
  };
}
