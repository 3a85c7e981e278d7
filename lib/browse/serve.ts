import type { CacheDatabase } from "../cache/database.ts";
import type { Scope } from "../consent/scope.ts";
import { Failure, type FailureInfo, toFailure } from "../failure.ts";
import { type OpenedRecords, openCache, openExport } from "./open-records.ts";
import type { ChosenRecords } from "./plan-bulk.ts";
import type { BrowsedRecord } from "./record-columns.ts";
import type { RecordQuery } from "./record-query.ts";
import { type Choice, RecordTable } from "./record-table.ts";

/** What was opened, for the page that shows it. */
export interface OpenedInfo extends Omit<OpenedRecords, "columns"> {
  readonly records: number;
  /** Those that occur. */
  readonly scopes: readonly Scope[];
  readonly sources: readonly string[];
}

export interface ChangedRecord {
  readonly recipient: number;
  readonly scope: Scope;
  readonly optedIn: boolean;
}

/** What the page can ask of its records, and what comes back. */
export interface BrowseCalls {
  /** RingCentral's export as of a moment; null: what this computer knows. */
  readonly open: {
    readonly request: { readonly file: Blob; readonly asOf: number } | null;
    readonly answer: OpenedInfo;
  };
  readonly find: { readonly request: RecordQuery; readonly answer: number };
  readonly window: {
    readonly request: { readonly start: number; readonly end: number };
    readonly answer: readonly BrowsedRecord[];
  };
  readonly chosen: { readonly request: Choice; readonly answer: ChosenRecords };
  readonly change: { readonly request: readonly ChangedRecord[]; readonly answer: number };
}
export type CallName = keyof BrowseCalls;

export type ToBrowser = {
  readonly [N in CallName]: {
    readonly id: number;
    readonly call: N;
    readonly request: BrowseCalls[N]["request"];
  };
}[CallName];

export type FromBrowser =
  | { readonly tell: "progress"; readonly id: number; readonly records: number }
  | { readonly tell: "answer"; readonly id: number; readonly answer: unknown }
  | { readonly tell: "failed"; readonly id: number; readonly failure: FailureInfo };

export interface BrowsePorts {
  readonly database: () => Promise<CacheDatabase>;
  /** Epoch ms. */
  readonly now: () => number;
  readonly turn: () => Promise<void>;
}

const infoOf = ({ columns, ...info }: OpenedRecords): OpenedInfo => ({
  ...info,
  records: columns.length,
  scopes: columns.dictionaries.scopes.values,
  sources: columns.dictionaries.sources.values,
});

/** Records in a worker of the page: found, sorted and handed out by windows. */
export function createBrowseServer(
  ports: BrowsePorts,
  tell: (message: FromBrowser, transfer: ArrayBuffer[]) => void,
): (message: ToBrowser) => Promise<void> {
  let table: RecordTable | null = null;
  const never = new AbortController().signal;
  const opened = (): RecordTable => {
    if (!table) throw new Failure("unexpected", { detail: "no records are open" });
    return table;
  };

  const answer = async (message: ToBrowser): Promise<BrowseCalls[CallName]["answer"]> => {
    switch (message.call) {
      case "open": {
        table = null;
        const { request, id } = message;
        const opening = {
          onProgress: (records: number) => tell({ tell: "progress", id, records }, []),
          turn: ports.turn,
          signal: never,
        };
        const records = request
          ? await openExport(request.file, request.asOf, opening)
          : await openCache(await ports.database(), opening);
        table = new RecordTable(records.columns);
        return infoOf(records);
      }
      case "find":
        return opened().find(message.request);
      case "window":
        return opened().window(message.request.start, message.request.end);
      case "chosen":
        return opened().chosen(message.request);
      case "change":
        return opened().change(message.request, Math.floor(ports.now() / 1000));
    }
  };

  return async (message) => {
    const { id } = message;
    try {
      const given = await answer(message);
      const transfer =
        typeof given === "object" && "marks" in given
          ? [given.marks.buffer, given.recipients.buffer]
          : [];
      tell({ tell: "answer", id, answer: given }, transfer);
    } catch (error) {
      tell({ tell: "failed", id, failure: toFailure(error).toInfo() }, []);
    }
  };
}
