import { z } from "zod";
import type { E164 } from "../../phone/e164.ts";
import type { Http } from "../http.ts";
import type { EffectiveConsent } from "../types.ts";
import { CONSENTS } from "./read.ts";
import { parseRecords } from "./record-schema.ts";

const text = z.string().min(1).optional().catch(undefined);
const answerSchema = z.object({
  explicitConsents: z.array(z.unknown()),
  campaignSettings: z
    .object({ campaignType: text, optInRequired: z.boolean().optional().catch(undefined) })
    .nullish()
    .catch(undefined),
  optStatus: text,
});

export async function effectiveConsent(
  http: Http,
  { from, to }: { from: E164; to: E164 },
  signal: AbortSignal,
): Promise<EffectiveConsent> {
  const path = `${CONSENTS}/effective-consent`;
  const request = { method: "GET", path, group: "light", query: { from, to } } as const;
  const answer = await http.json(request, answerSchema, signal);
  const { campaignType, optInRequired } = answer.campaignSettings ?? {};
  return {
    ...parseRecords(answer.explicitConsents),
    ...(answer.optStatus === undefined ? {} : { optStatus: answer.optStatus }),
    ...(campaignType === undefined ? {} : { campaignType }),
    ...(optInRequired === undefined ? {} : { optInRequired }),
  };
}
