import { z } from "zod";
import { toFailure } from "../../failure.ts";
import type { Http } from "../http.ts";
import type { ChangeOutcome, ConsentChange, FailedChange } from "../types.ts";

/** No maximum is published; a smaller chunk loses less when one is refused. */
const CHUNK = 100;

const answerSchema = z.object({
  failedRecords: z
    .array(
      z.object({
        from: z.string().nullish(),
        to: z.string(),
        error: z
          .object({
            errorCode: z.string().optional().catch(undefined),
            message: z.string().optional().catch(undefined),
          })
          .optional()
          .catch(undefined),
      }),
    )
    .nullish(),
});

/** `from` belongs to coverage PhoneNumber only. */
const toBody = ({ from, to, optStatus, campaignType, notes }: ConsentChange) => ({
  ...(from === null ? {} : { from }),
  to,
  optStatus,
  source: "Api",
  coverage: campaignType !== undefined ? "CampaignType" : from === null ? "Account" : "PhoneNumber",
  ...(campaignType === undefined ? {} : { campaignType }),
  ...(notes ? { notes } : {}),
});

async function changeChunk(
  http: Http,
  chunk: readonly ConsentChange[],
  signal: AbortSignal,
): Promise<ChangeOutcome> {
  const answer = await http.json(
    {
      method: "PATCH",
      path: "/restapi/v2/accounts/~/sms/consents",
      group: "light",
      body: { records: chunk.map(toBody) },
    },
    answerSchema,
    signal,
  );
  const refused = (answer.failedRecords ?? []).map((record) => ({
    ...record,
    from: record.from && record.from !== "*" ? record.from : null,
  }));
  const failed: FailedChange[] = chunk.flatMap((change) => {
    const record = refused.find(({ from, to }) => to === change.to && from === change.from);
    if (!record) return [];
    const { errorCode = "unknown", message = "" } = record.error ?? {};
    return [{ change, errorCode, message }];
  });
  // A refusal that fits no change leaves none of them certain.
  if (failed.length < refused.length) {
    const unclear = { errorCode: "unknown", message: "" };
    return { done: [], failed: chunk.map((change) => ({ change, ...unclear })) };
  }
  const done = chunk.filter((change) => !failed.some((item) => item.change === change));
  return { done, failed };
}

/** Sends changes in chunks. A chunk that fails whole fails its records and the rest; what was done before stays done. */
export async function changeConsents(
  http: Http,
  changes: readonly ConsentChange[],
  signal: AbortSignal,
): Promise<ChangeOutcome> {
  const done: ConsentChange[] = [];
  const failed: FailedChange[] = [];
  for (let start = 0; start < changes.length; start += CHUNK) {
    try {
      const outcome = await changeChunk(http, changes.slice(start, start + CHUNK), signal);
      done.push(...outcome.done);
      failed.push(...outcome.failed);
    } catch (error) {
      const failure = toFailure(error);
      if (start === 0) throw failure;
      const rest = { errorCode: failure.code, message: failure.detail ?? "" };
      failed.push(...changes.slice(start).map((change) => ({ change, ...rest })));
      break;
    }
  }
  return { done, failed };
}
