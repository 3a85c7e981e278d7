import type { Table } from "../../../lib/campaign/table/table.ts";
import type { JobResults } from "../../../lib/list-jobs/jobs.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import type { ListsDesk } from "../desk.ts";
import type { Reached } from "../jobs/use-job.ts";
import type { Meaning } from "./meanings.ts";

export interface CompareRequest {
  readonly table: Table;
  readonly recipient: number;
  readonly consent: number;
  readonly meanings: readonly Meaning[];
  readonly defaultCountry: string;
  readonly sender: E164 | null;
  readonly acceptOld: boolean;
}

export async function compareTask(
  request: CompareRequest,
  desk: ListsDesk,
  tell: (reached: Reached) => void,
  signal: AbortSignal,
): Promise<JobResults["compare"]> {
  const { table, recipient, consent, meanings, defaultCountry, sender, acceptOld } = request;
  const basis = await desk.ask("lists/basis", {});
  return desk.jobs.run(
    {
      job: "compare",
      file: table.blob,
      options: {
        ...table.format,
        columns: [recipient],
        defaultCountry,
        consentColumn: consent,
        meanings: Object.fromEntries(meanings.map(({ word, says }) => [word, says])),
        optedOutValue: meanings.find(({ says }) => says === "opted-out")?.written ?? "OptOut",
      },
      judgement: { basis, senders: sender === null ? [] : [sender], acceptOld, askedAt: null },
    },
    ({ bytes }) => tell({ text: "job_reading", done: bytes, of: table.blob.size }),
    signal,
  );
}
