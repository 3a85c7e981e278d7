import type { Standing } from "../cache/snapshot-reader.ts";
import { readWhole } from "../cache/whole.ts";
import type { ExportRecord } from "../campaign/export/export-record.ts";
import { createExportRows } from "../campaign/export/export-rows.ts";
import { createRowWriter } from "../campaign/export/write-rows.ts";
import { formatServerTime } from "../consent/server-time.ts";
import { Failure } from "../failure.ts";
import { type E164, e164FromNumber } from "../phone/e164.ts";
import { formatNumber } from "../phone/parse.ts";
import type { ExportJob, JobResults } from "./jobs.ts";
import type { JobPorts } from "./scrub-job.ts";

/** So many recipients are written between two looks at whether the person has cancelled. */
const A_TURN = 20_000;

const recordOf = (to: E164, { scope, optedIn, source = "", time }: Standing): ExportRecord => ({
  to,
  from: scope.from,
  optedOut: !optedIn,
  source,
  coverage: scope.coverage,
  campaignType: scope.campaignType ?? "",
  since: formatServerTime(time) ?? "",
});

/** Lets what was told to the worker meanwhile be heard. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Everything that the cache knows, filtered, as a file. */
export async function exportJob(job: ExportJob, ports: JobPorts): Promise<JobResults["export"]> {
  const { signal } = ports;
  const whole = await readWhole(await ports.database(), true);
  if (!whole) throw new Failure("storage-fault", { detail: "snapshot" });
  const format =
    job.numbers === "e164"
      ? (number: E164): string => number
      : (number: E164): string => formatNumber(number, job.defaultCountry);
  const rows = createExportRows(job.shape, format);
  const output = await (await ports.outputs()).create();
  try {
    const writer = createRowWriter(job.kind, output.write);
    writer.row(rows.header);
    let written = 0;
    let seen = 0;
    for (const entry of whole.entries()) {
      const to = e164FromNumber(entry.recipient);
      const { optOuts, optIns } = entry.combined();
      const records = [...optOuts, ...optIns].map((standing) => recordOf(to, standing));
      for (const row of rows.of(records)) {
        writer.row(row);
        written++;
      }
      if (++seen % A_TURN === 0) {
        ports.onProgress({ bytes: 0, rows: written });
        await turn();
        signal.throwIfAborted();
      }
    }
    writer.finish();
    return {
      file: await output.finish(),
      rows: written,
      asOf: whole.meta?.asOf ?? null,
      optIns: whole.meta?.optIns ?? false,
      damaged: whole.damaged.length,
    };
  } catch (error) {
    await output.discard();
    throw error;
  }
}
