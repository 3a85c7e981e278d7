import { z } from "zod";
import { type Failure, toFailure } from "../../failure.ts";
import { RefusedRequest } from "../errors.ts";
import type { Http, HttpRequest } from "../http.ts";
import type { ChangeOutcome, ChangePace, ConsentChange, FailedChange } from "../types.ts";
import { CONSENTS } from "./read.ts";

/** No maximum is published; a chunk that is refused as too large is halved. */
export const CHUNK = 100;
/** What a chunk is worth when the answer does not say which of its changes were refused. */
const UNCLEAR = { errorCode: "unknown", message: "" };

const text = z.string().optional().catch(undefined);
const answerSchema = z.object({ failedRecords: z.array(z.unknown()).nullish() });
const refusalSchema = z.object({
  from: z.string().nullish(),
  to: z.string(),
  campaignType: z.string().nullish().catch(undefined),
  error: z.object({ errorCode: text, message: text }).optional().catch(undefined),
});
type Refusal = z.infer<typeof refusalSchema>;

/** `from` belongs to coverage PhoneNumber only. */
const toBody = ({ from, to, optStatus, campaignType, notes }: ConsentChange) => ({
  ...(from === null || campaignType !== undefined ? {} : { from }),
  to,
  optStatus,
  source: "Api",
  coverage: campaignType !== undefined ? "CampaignType" : from === null ? "Account" : "PhoneNumber",
  ...(campaignType === undefined ? {} : { campaignType }),
  ...(notes ? { notes } : {}),
});

const concerns = ({ from, to, campaignType }: Refusal, change: ConsentChange): boolean =>
  to === change.to &&
  (from && from !== "*" ? from : null) === (change.campaignType ? null : change.from) &&
  (campaignType ?? change.campaignType) === change.campaignType;

async function patch(http: Http, body: unknown, signal: AbortSignal, pace: ChangePace) {
  const request: HttpRequest = { method: "PATCH", path: CONSENTS, group: "light", body, ...pace };
  try {
    return await http.json(request, answerSchema, signal);
  } catch (error) {
    if (!(error instanceof RefusedRequest)) throw error;
    if (error.status !== 405 && error.code !== "blocked-on-the-way") throw error;
    // Some proxies let GET and POST through and nothing else.
    return http.json({ ...request, method: "POST", override: "PATCH" }, answerSchema, signal);
  }
}

async function changeChunk(
  http: Http,
  chunk: readonly ConsentChange[],
  signal: AbortSignal,
  pace: ChangePace,
): Promise<ChangeOutcome> {
  const answer = await patch(http, { records: chunk.map(toBody) }, signal, pace);
  const refusals = (answer.failedRecords ?? []).map((raw) => refusalSchema.safeParse(raw).data);
  // A refusal that fits no change leaves none of them certain.
  const certain = refusals.every(
    (refusal) => refusal && chunk.some((change) => concerns(refusal, change)),
  );
  if (!certain) return { done: [], failed: chunk.map((change) => ({ change, ...UNCLEAR })) };
  const done: ConsentChange[] = [];
  const failed: FailedChange[] = [];
  for (const change of chunk) {
    const refusal = refusals.find((item) => item && concerns(item, change));
    if (!refusal) done.push(change);
    else failed.push({ change, ...UNCLEAR, ...defined(refusal.error) });
  }
  return { done, failed };
}

const defined = (error: Refusal["error"]) => ({
  ...(error?.errorCode === undefined ? {} : { errorCode: error.errorCode }),
  ...(error?.message === undefined ? {} : { message: error.message }),
});

const tooLarge = (failure: Failure): failure is RefusedRequest =>
  failure instanceof RefusedRequest && (failure.errorCode === "CMN-106" || failure.status === 413);

/**
 * Sends changes in chunks. A failure before any chunk got through rejects; later it
 * fails the changes that are left, by its name: what was done before stays done.
 */
export async function changeConsents(
  http: Http,
  changes: readonly ConsentChange[],
  signal: AbortSignal,
  pace: ChangePace = {},
): Promise<ChangeOutcome> {
  const done: ConsentChange[] = [];
  const failed: FailedChange[] = [];
  let size = CHUNK;
  for (let start = 0; start < changes.length; ) {
    const chunk = changes.slice(start, start + size);
    try {
      const outcome = await changeChunk(http, chunk, signal, pace);
      done.push(...outcome.done);
      failed.push(...outcome.failed);
      start += chunk.length;
    } catch (error) {
      const failure = toFailure(error);
      if (tooLarge(failure) && chunk.length > 1) {
        size = Math.ceil(chunk.length / 2);
        continue;
      }
      if (start === 0) throw failure;
      const reason = { errorCode: failure.code, message: failure.detail ?? "" };
      failed.push(...changes.slice(start).map((change) => ({ change, ...reason })));
      break;
    }
  }
  return { done, failed };
}
