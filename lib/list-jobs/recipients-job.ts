import { piecesOf } from "../campaign/file-pieces.ts";
import { scrub } from "../campaign/scrub.ts";
import { e164FromNumber } from "../phone/e164.ts";
import { parseTyped } from "../phone/parse.ts";
import type { JobResults, RecipientsJob } from "./jobs.ts";
import type { JobPorts } from "./scrub-job.ts";

/** The different recipients of a list, read exactly as the scrub will read them. */
export async function recipientsJob(
  job: RecipientsJob,
  { signal }: Pick<JobPorts, "signal">,
): Promise<JobResults["recipients"]> {
  const found = new Set<number>();
  const enough = new AbortController();
  const stop = AbortSignal.any([signal, enough.signal]);
  try {
    await scrub(
      piecesOf(job.file, stop, 1 << 18),
      job.options,
      {
        blocklist: {
          causes: [],
          find: (recipient) => {
            if (found.size < job.most) found.add(recipient);
            else if (!found.has(recipient)) enough.abort();
            return 0;
          },
        },
        thorough: parseTyped,
        keep: () => undefined,
        remove: () => undefined,
        onProgress: () => undefined,
      },
      stop,
    );
  } catch (error) {
    if (!enough.signal.aborted || signal.aborted) throw error;
  }
  return { recipients: [...found].map(e164FromNumber), more: enough.signal.aborted };
}
