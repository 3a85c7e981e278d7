import type { CacheDatabase } from "../cache/database.ts";
import type { Standing } from "../cache/snapshot-reader.ts";
import { readWhole } from "../cache/whole.ts";
import { piecesOf } from "../campaign/file-pieces.ts";
import { markOf } from "../consent/pair-columns.ts";
import { Failure } from "../failure.ts";
import { ExportCsv } from "../ringcentral/consents/export-csv.ts";
import { RecordColumns } from "./record-columns.ts";

/** Records, and how far they are all there are. */
export interface OpenedRecords {
  readonly columns: RecordColumns;
  /** Epoch ms of the data; null when nothing was ever loaded. */
  readonly asOf: number | null;
  /** Opt-ins are among them. */
  readonly optIns: boolean;
  /** Records that could not be read. */
  readonly malformed: number;
  /** Parts that are damaged, and missing. */
  readonly damaged: number;
}

export interface OpenPorts {
  /** So many records so far. */
  readonly onProgress: (records: number) => void;
  /** Lets what was told to the worker meanwhile be heard. */
  readonly turn: () => Promise<void>;
  readonly signal: AbortSignal;
}

const A_TURN = 20_000;

/** What this computer knows. @throws Failure `storage-fault` when that is damaged as a whole */
export async function openCache(db: CacheDatabase, ports: OpenPorts): Promise<OpenedRecords> {
  const whole = await readWhole(db, true);
  if (!whole) throw new Failure("storage-fault", { detail: "snapshot" });
  const columns = new RecordColumns();
  const { scopes } = columns.dictionaries;
  const add = (recipient: number, { scope, optedIn, source, time }: Standing): void =>
    columns.push(
      recipient,
      markOf(scopes.indexOf(scope), optedIn),
      columns.dictionaries.sourceIndex(source),
      time.seconds,
    );
  let seen = 0;
  for (const entry of whole.entries()) {
    const { optOuts, optIns } = entry.combined();
    for (const standing of optOuts) add(entry.recipient, standing);
    for (const standing of optIns) add(entry.recipient, standing);
    if (++seen % A_TURN === 0) {
      ports.onProgress(columns.length);
      await ports.turn();
      ports.signal.throwIfAborted();
    }
  }
  columns.fit();
  const { meta, damaged } = whole;
  return {
    columns,
    asOf: meta?.asOf ?? null,
    optIns: meta?.optIns ?? false,
    malformed: meta?.malformed ?? 0,
    damaged: damaged.length,
  };
}

/** RingCentral's own export, which says all. @throws Failure `truncated-answer`, `malformed-answer` */
export async function openExport(
  file: Blob,
  asOf: number,
  ports: OpenPorts,
): Promise<OpenedRecords> {
  const columns = new RecordColumns();
  const csv = new ExportCsv(columns.dictionaries);
  let malformed = 0;
  const take = (): void => {
    const batch = csv.batch();
    malformed += batch.malformed;
    for (let at = 0; at < batch.columns.length; at++) {
      const { columns: pairs } = batch;
      columns.push(
        pairs.recipients[at] ?? 0,
        pairs.markAt(at),
        pairs.sourceAt(at),
        pairs.secondsAt(at),
      );
    }
  };
  for await (const piece of piecesOf(file, ports.signal)) {
    csv.push(piece);
    take();
    ports.onProgress(columns.length);
    await ports.turn();
  }
  csv.finish();
  take();
  columns.fit();
  return { columns, asOf, optIns: true, malformed, damaged: 0 };
}
