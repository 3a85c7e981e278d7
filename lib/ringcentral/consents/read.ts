import { z } from "zod";
import type { ConsentRecord } from "../../consent/record.ts";
import { Failure, toFailure } from "../../failure.ts";
import type { E164 } from "../../phone/e164.ts";
import type { Http } from "../http.ts";
import type { ConsentPage, RecordBatch, SearchQuery } from "../types.ts";
import { everyPage } from "./paging.ts";
import { parseRecords } from "./record-schema.ts";

export const CONSENTS = "/restapi/v2/accounts/~/sms/consents";
/** No maximum is published for the recipients of one search. */
const RECIPIENTS = 100;

export const pageSchema = z.object({
  records: z.array(z.unknown()),
  paging: z.object({ nextPageToken: z.string().min(1).nullish() }).nullish(),
});

export const nextOf = (
  { paging }: z.infer<typeof pageSchema>,
  asked: string | undefined,
): { nextPageToken?: string } => {
  const next = paging?.nextPageToken;
  if (!next) return {};
  if (next === asked)
    throw new Failure("malformed-answer", { detail: "a page that follows itself" });
  return { nextPageToken: next };
};

const toPage = (answer: z.infer<typeof pageSchema>, { pageToken }: SearchQuery): ConsentPage => ({
  ...parseRecords(answer.records),
  ...nextOf(answer, pageToken),
});

/** Current way to read; without `optStatus` it gives both. */
export async function searchConsents(
  http: Http,
  query: SearchQuery,
  signal: AbortSignal,
  spare = 0,
): Promise<ConsentPage> {
  const request = {
    method: "POST",
    path: `${CONSENTS}/search`,
    group: "light",
    body: query,
    spare,
  } as const;
  return toPage(await http.json(request, pageSchema, signal), query);
}

/** The older way; without `optStatus` it gives opt-outs only, so both are always named. */
export async function listConsents(
  http: Http,
  query: SearchQuery,
  signal: AbortSignal,
  spare = 0,
): Promise<ConsentPage> {
  const optStatus = query.optStatus ? [query.optStatus] : ["OptOut", "OptIn"];
  const request = {
    method: "GET",
    path: CONSENTS,
    group: "light",
    query: { ...query, optStatus },
    spare,
  } as const;
  return toPage(await http.json(request, pageSchema, signal), query);
}

/** Asked by `to` alone: a filter by business number would hide account-wide and campaign opt-outs. */
export async function recordsOf(
  http: Http,
  recipients: readonly E164[],
  signal: AbortSignal,
  spare = 0,
): Promise<RecordBatch> {
  const records: ConsentRecord[] = [];
  let malformed = 0;
  for (let start = 0; start < recipients.length; start += RECIPIENTS) {
    const batch = await readBatch(http, recipients.slice(start, start + RECIPIENTS), signal, spare);
    records.push(...batch.records);
    malformed += batch.malformed;
  }
  return { records, malformed };
}

async function readBatch(
  http: Http,
  to: readonly E164[],
  signal: AbortSignal,
  spare: number,
): Promise<RecordBatch> {
  try {
    return await readAll(searchConsents, http, to, signal, spare);
  } catch (error) {
    const failure = toFailure(error);
    if (failure.code !== "not-found") throw failure;
    return readAll(listConsents, http, to, signal, spare);
  }
}

async function readAll(
  read: typeof searchConsents,
  http: Http,
  to: readonly E164[],
  signal: AbortSignal,
  spare: number,
): Promise<RecordBatch> {
  const records: ConsentRecord[] = [];
  let malformed = 0;
  const pages = everyPage((pageToken) =>
    read(
      http,
      { to, perPage: 1000, ...(pageToken === undefined ? {} : { pageToken }) },
      signal,
      spare,
    ),
  );
  for await (const page of pages) {
    records.push(...page.records);
    malformed += page.malformed;
  }
  return { records, malformed };
}
