import { z } from "zod";
import { type E164, isE164 } from "../phone/e164.ts";
import type { Http } from "./http.ts";
import { readSenderConfiguration, senderConfigurationSchema } from "./sender-configuration.ts";
import type { AccountApi, BusinessNumber } from "./types.ts";

const EXTENSION = "/restapi/v1.0/account/~/extension/~";
const TEXTING = new Set(["SmsSender", "A2PSmsSender"]);
/** Far more than any user has: ends a paging that never says it is over. */
const MAX_PAGES = 100;

const userSchema = z.object({
  id: z.union([z.number(), z.string()]).transform(String),
  name: z.string().catch(""),
  extensionNumber: z.string().optional().catch(undefined),
});

const numberSchema = z.object({
  id: z
    .union([z.string().min(1), z.number()])
    .transform(String)
    .optional()
    .catch(undefined),
  phoneNumber: z.custom<E164>((value) => typeof value === "string" && isE164(value)),
  label: z.string().optional().catch(undefined),
  features: z.array(z.string()).catch([]),
  paymentType: z.string().optional().catch(undefined),
  tollType: z.string().optional().catch(undefined),
  primary: z.boolean().catch(false),
});

const pageSchema = z.object({
  records: z.array(z.unknown()),
  paging: z
    .object({ page: z.number().optional(), totalPages: z.number().optional() })
    .optional()
    .catch(undefined),
  navigation: z
    .object({ nextPage: z.object({ uri: z.string() }).optional() })
    .optional()
    .catch(undefined),
});

const TOLL_FREE = /^\+18(?:00|33|44|55|66|77|88)/;

function toBusinessNumber(raw: unknown): BusinessNumber[] {
  const parsed = numberSchema.safeParse(raw);
  if (!parsed.success) return [];
  const { id, phoneNumber, label, features, paymentType, tollType, primary } = parsed.data;
  const tollFree = [paymentType, tollType].includes("TollFree") || TOLL_FREE.test(phoneNumber);
  return [
    {
      ...(id === undefined ? {} : { id }),
      phoneNumber,
      ...(label ? { label } : {}),
      features,
      tollFree,
      primary,
    },
  ];
}

/** `onMalformed` hears of numbers that could not be understood and were left out. */
export function createAccountApi(
  http: Http,
  onMalformed: (where: string, count: number) => void,
): AccountApi {
  return {
    user: async (signal) => {
      const request = { method: "GET", path: EXTENSION, group: "light" } as const;
      const { id, name, extensionNumber } = await http.json(request, userSchema, signal);
      return { extensionId: id, name, ...(extensionNumber ? { extensionNumber } : {}) };
    },
    senders: async (signal) => {
      const numbers = new Map<E164, BusinessNumber>();
      let malformed = 0;
      for (let page = 1; page <= MAX_PAGES; page++) {
        const answer = await http.json(
          {
            method: "GET",
            path: `${EXTENSION}/phone-number`,
            group: "light",
            query: { page, perPage: 1000 },
          },
          pageSchema,
          signal,
        );
        const understood = answer.records.flatMap(toBusinessNumber);
        malformed += answer.records.length - understood.length;
        for (const number of understood) numbers.set(number.phoneNumber, number);
        const { totalPages } = answer.paging ?? {};
        const last = totalPages === undefined ? !answer.navigation?.nextPage : page >= totalPages;
        if (last || answer.records.length === 0) break;
      }
      if (malformed > 0) onMalformed("phone-number", malformed);
      return [...numbers.values()].filter(({ features }) =>
        features.some((feature) => TEXTING.has(feature)),
      );
    },
    senderConfiguration: async (phoneNumberId, signal) => {
      const path = `${EXTENSION}/phone-number/${encodeURIComponent(phoneNumberId)}/sms-configuration`;
      const request = { method: "GET", path, group: "light", spare: 20 } as const;
      return readSenderConfiguration(await http.json(request, senderConfigurationSchema, signal));
    },
  };
}
