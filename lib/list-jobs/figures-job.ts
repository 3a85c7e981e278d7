import type { AuditDatabase } from "../audit/audit-database.ts";
import { readEntries } from "../audit/read-entries.ts";
import type { Standing } from "../cache/snapshot-reader.ts";
import { readWhole } from "../cache/whole.ts";
import { createAttemptTally } from "../campaign/figures/attempts.ts";
import { type CountedConsent, createTally, type Day } from "../campaign/figures/tally.ts";
import { piecesOf } from "../campaign/file-pieces.ts";
import { isOptedIn, PairDictionaries, scopeOfMark } from "../consent/pair-columns.ts";
import { Failure } from "../failure.ts";
import { ExportCsv } from "../ringcentral/consents/export-csv.ts";
import type { ColumnBatch } from "../ringcentral/types.ts";
import type { FiguresJob, JobResults } from "./jobs.ts";
import type { JobPorts } from "./scrub-job.ts";

export interface FiguresPorts extends Pick<JobPorts, "database" | "now" | "onProgress" | "signal"> {
  readonly auditDatabase: () => Promise<AuditDatabase>;
}

type Add = (consent: CountedConsent) => void;
type Counted = Pick<JobResults["figures"], "asOf" | "optIns" | "partial">;

/** So many recipients are counted between two looks at whether the person has cancelled. */
const A_TURN = 20_000;
const DAY_MS = 86_400_000;

/** By the calendar of this machine. */
const localDay = (time: number): Day =>
  Math.floor((time - new Date(time).getTimezoneOffset() * 60_000) / DAY_MS);

/** Lets what was told to the worker meanwhile be heard. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

const consentOf = ({ scope, optedIn, source = "", time }: Standing): CountedConsent => ({
  from: scope.from,
  optedOut: !optedIn,
  source,
  seconds: time.seconds,
});

/** @throws Failure `storage-fault` when the cache is damaged as a whole */
async function countCache(
  { account }: FiguresJob,
  { database, onProgress, signal }: FiguresPorts,
  add: Add,
): Promise<Counted> {
  const whole = await readWhole(await database(), true);
  if (!whole) throw new Failure("storage-fault", { detail: "snapshot" });
  const { meta, damaged } = whole;
  // Figures of another account would pass for this one's.
  if (!meta || (account !== null && meta.account !== account)) {
    return { asOf: null, optIns: false, partial: false };
  }
  let seen = 0;
  for (const entry of whole.entries()) {
    const { optOuts, optIns } = entry.combined();
    for (const standing of optOuts) add(consentOf(standing));
    for (const standing of optIns) add(consentOf(standing));
    if (++seen % A_TURN === 0) {
      onProgress({ bytes: 0, rows: seen });
      await turn();
      signal.throwIfAborted();
    }
  }
  return {
    asOf: meta.asOf,
    optIns: meta.optIns,
    partial: damaged.length > 0 || meta.malformed > 0,
  };
}

/** @throws Failure `malformed-answer`, `truncated-answer` */
async function countExport(
  { file, at }: NonNullable<FiguresJob["fetched"]>,
  { onProgress, signal }: FiguresPorts,
  add: Add,
): Promise<Counted> {
  const dictionaries = new PairDictionaries();
  const csv = new ExportCsv(dictionaries);
  let [rows, malformed] = [0, 0];
  const count = ({ columns, malformed: unread }: ColumnBatch): void => {
    malformed += unread;
    rows += columns.length;
    for (let place = 0; place < columns.length; place++) {
      const mark = columns.markAt(place);
      add({
        from: dictionaries.scopes.values[scopeOfMark(mark)]?.from ?? null,
        optedOut: !isOptedIn(mark),
        source: dictionaries.sources.values[columns.sourceAt(place)] ?? "",
        seconds: columns.secondsAt(place),
      });
    }
    onProgress({ bytes: 0, rows });
  };
  for await (const piece of piecesOf(file, signal)) {
    csv.push(piece);
    count(csv.batch());
  }
  csv.finish();
  count(csv.batch());
  return { asOf: at, optIns: true, partial: malformed > 0 };
}

/** Counts consents and blocked texts, of any number of them in the memory of the counts. */
export async function figuresJob(
  job: FiguresJob,
  ports: FiguresPorts,
): Promise<JobResults["figures"]> {
  const today = localDay(ports.now());
  // A server whose clock is ahead dates nothing after today.
  const dayOf = (time: number): Day => Math.min(localDay(time), today);
  const tally = createTally((seconds) => dayOf(seconds * 1000));
  const counted = job.fetched
    ? await countExport(job.fetched, ports, tally.add)
    : await countCache(job, ports, tally.add);
  const log = createAttemptTally();
  for await (const { at, action, result } of readEntries(await ports.auditDatabase())) {
    log.add(dayOf(at), action === "text-attempt" ? result : null);
    ports.signal.throwIfAborted();
  }
  return { ...counted, figures: tally.figures(), attempts: log.attempts(), today };
}
