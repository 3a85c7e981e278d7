import type { RemovedTexts } from "../../../lib/campaign/removed-rows.ts";
import type { RemovalReason, ScrubOptions } from "../../../lib/campaign/scrub.ts";
import type { JobResults } from "../../../lib/list-jobs/jobs.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import type { TextKey, Texts } from "../../texts.tsx";
import type { ListsDesk } from "../desk.ts";
import type { Reached } from "../jobs/use-job.ts";

/** RingCentral takes fifty questions a minute, each about a hundred recipients: a minute's worth. */
export const MOST_ASKED = 5000;
const A_QUESTION = 100;

export const REMOVALS: { readonly [R in RemovalReason]: TextKey } = {
  "opted-out": "removal_opted_out",
  "opt-in-missing": "removal_opt_in_missing",
  unverified: "removal_unverified",
  "spreadsheet-float": "removal_spreadsheet_float",
  "several-numbers": "removal_several_numbers",
  "leading-zero-lost": "removal_leading_zero_lost",
  "not-a-number": "removal_not_a_number",
  "row-too-short": "removal_row_too_short",
  "row-too-long": "removal_row_too_long",
  "quotes-broken": "removal_quotes_broken",
};

export interface ScrubRequest {
  readonly file: Blob;
  readonly options: ScrubOptions;
  readonly sender: E164 | null;
  readonly acceptOld: boolean;
  /** Ask RingCentral about everybody on the list first. */
  readonly live: boolean;
}

export type ScrubOutcome =
  | { readonly kind: "result"; readonly result: JobResults["scrub"]; readonly live: boolean }
  | { readonly kind: "too-many" };

const removedTexts = ({ t }: Texts): RemovedTexts => ({
  reason: t("removed_reason"),
  numbers: t("removed_numbers"),
  everyNumber: t("removed_every_number"),
  reasons: Object.fromEntries(
    Object.entries(REMOVALS).map(([reason, key]) => [reason, t(key)]),
  ) as RemovedTexts["reasons"],
});

/** Asks about everybody on the list, a hundred at a time; false when they are too many. */
async function askAll(
  request: ScrubRequest,
  desk: ListsDesk,
  tell: (reached: Reached) => void,
  signal: AbortSignal,
): Promise<boolean> {
  const { file, options } = request;
  const { recipients, more } = await desk.jobs.run(
    { job: "recipients", file, options, most: MOST_ASKED },
    () => undefined,
    signal,
  );
  if (more) return false;
  for (let at = 0; at < recipients.length; at += A_QUESTION) {
    tell({ text: "job_asking", done: at, of: recipients.length });
    await desk.ask("lists/ask", { recipients: recipients.slice(at, at + A_QUESTION) });
    signal.throwIfAborted();
  }
  return true;
}

/** A scrub from its start to its files. */
export async function scrubTask(
  request: ScrubRequest,
  desk: ListsDesk,
  texts: Texts,
  tell: (reached: Reached) => void,
  signal: AbortSignal,
): Promise<ScrubOutcome> {
  const { file, options, sender, acceptOld, live } = request;
  const askedAt = live ? Date.now() : null;
  if (live && !(await askAll(request, desk, tell, signal))) return { kind: "too-many" };
  const basis = await desk.ask("lists/basis", {});
  const result = await desk.jobs.run(
    {
      job: "scrub",
      file,
      options,
      texts: removedTexts(texts),
      judgement: { basis, senders: sender === null ? [] : [sender], acceptOld, askedAt },
    },
    ({ bytes }) => tell({ text: "job_reading", done: bytes, of: file.size }),
    signal,
  );
  return { kind: "result", result, live };
}
