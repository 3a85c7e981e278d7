import { z } from "zod";
import { type E164, isE164 } from "../../phone/e164.ts";
import type { Http } from "../http.ts";
import type { ConsentHistoryEntry, ConsentPage, SearchQuery } from "../types.ts";
import { parseRecords } from "./record-schema.ts";

const CONSENTS = "/restapi/v2/accounts/~/sms/consents";

const pageSchema = z.object({
  records: z.array(z.unknown()),
  paging: z.object({ nextPageToken: z.string().min(1).optional() }).optional(),
});

const toPage = ({ records, paging }: z.infer<typeof pageSchema>): ConsentPage => ({
  ...parseRecords(records),
  ...(paging?.nextPageToken === undefined ? {} : { nextPageToken: paging.nextPageToken }),
});

/** Current way to read; without `optStatus` it gives both. */
export const searchConsents = async (
  http: Http,
  query: SearchQuery,
  signal: AbortSignal,
): Promise<ConsentPage> =>
  toPage(
    await http.json(
      { method: "POST", path: `${CONSENTS}/search`, group: "light", body: query },
      pageSchema,
      signal,
    ),
  );

/** The older way; without `optStatus` it gives opt-outs only, so both are always named. */
export const listConsents = async (
  http: Http,
  { optStatus, ...query }: SearchQuery,
  signal: AbortSignal,
): Promise<ConsentPage> =>
  toPage(
    await http.json(
      {
        method: "GET",
        path: CONSENTS,
        group: "light",
        query: { ...query, optStatus: optStatus ? [optStatus] : ["OptOut", "OptIn"] },
      },
      pageSchema,
      signal,
    ),
  );

const e164 = z.custom<E164>((value) => typeof value === "string" && isE164(value));
const historySchema = z.object({
  records: z.array(
    z.object({
      from: z.string().nullish().catch(undefined),
      to: e164,
      optStatus: z.string(),
      source: z.string().optional().catch(undefined),
      createdAt: z.string().optional().catch(undefined),
    }),
  ),
});

export async function consentHistory(
  http: Http,
  to: E164,
  signal: AbortSignal,
): Promise<readonly ConsentHistoryEntry[]> {
  const { records } = await http.json(
    {
      method: "GET",
      path: `${CONSENTS}/history`,
      group: "light",
      query: { to: [to], perPage: 100 },
    },
    historySchema,
    signal,
  );
  return records.map(({ from, to: recipient, optStatus, source, createdAt }) => ({
    from: from && isE164(from) ? from : null,
    to: recipient,
    optStatus,
    ...(source === undefined ? {} : { source }),
    ...(createdAt === undefined ? {} : { createdAt }),
  }));
}
