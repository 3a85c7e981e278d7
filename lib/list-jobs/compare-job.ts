import { compare } from "../campaign/compare.ts";
import { byteOrderMark } from "../campaign/encoding.ts";
import { piecesOf } from "../campaign/file-pieces.ts";
import { csvRow } from "../campaign/write-csv.ts";
import { e164FromNumber } from "../phone/e164.ts";
import { parseTyped } from "../phone/parse.ts";
import type { CompareJob, JobResults } from "./jobs.ts";
import { judgedBy } from "./judged.ts";
import type { Output } from "./output.ts";
import type { JobPorts } from "./scrub-job.ts";

/** Finds where a CRM and RingCentral differ, with a file to mend either. All files, or none. */
export async function compareJob(job: CompareJob, ports: JobPorts): Promise<JobResults["compare"]> {
  const { signal } = ports;
  const { options, judgement } = job;
  const { state, blocklist } = await judgedBy(judgement, await ports.database(), ports.now());
  if (!blocklist) return { done: false, state };
  const outputs = await ports.outputs();
  const created: Output[] = [];
  const create = async (): Promise<Output> => {
    const output = await outputs.create();
    created.push(output);
    return output;
  };
  try {
    const forCrm = await create();
    const forRingCentral = await create();
    const unread = await create();
    const encoder = new TextEncoder();
    if (options.markLength > 0) {
      for (const output of [forCrm, unread]) output.write(byteOrderMark(options.encoding));
    }
    // The columns by which the upload knows them without being told.
    const [from = "*"] = judgement.senders;
    forRingCentral.write(
      encoder.encode(csvRow(["External Party Number", "Internal Party Number", "Consent Status"])),
    );
    const counts = await compare(
      piecesOf(job.file, signal),
      options,
      {
        blocklist,
        thorough: parseTyped,
        forCrm: forCrm.write,
        forRingCentral: (recipient) =>
          forRingCentral.write(encoder.encode(csvRow([e164FromNumber(recipient), from, "OptOut"]))),
        unread: unread.write,
        onProgress: ({ bytes, rows }) => ports.onProgress({ bytes, rows }),
      },
      signal,
    );
    return {
      done: true,
      counts,
      state,
      forCrm: await forCrm.finish(),
      forRingCentral: await forRingCentral.finish(),
      unread: await unread.finish(),
    };
  } catch (error) {
    for (const output of created) await output.discard();
    throw error;
  }
}
