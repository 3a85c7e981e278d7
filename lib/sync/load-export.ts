import type { SnapshotWriter } from "../cache/types.ts";
import { Failure, type FailureCode } from "../failure.ts";
import type { ConsentsApi } from "../ringcentral/types.ts";
import type { Loaded } from "./loaded.ts";
import type { Staging } from "./staging.ts";

/** After so many exports in a row that did not come to their end the account is paged, which can go on where it stopped. */
export const MOST_CUTS = 2;
const EXPORT_AGAIN_MS = 24 * 60 * 60_000;
/** Endings of an export that say it may not come to its end next time either. */
const CUTS: ReadonlySet<FailureCode> = new Set(["truncated-answer", "timed-out", "offline"]);

export interface ExportLoadPorts {
  readonly consents: ConsentsApi;
  readonly staging: Staging;
  readonly now: () => number;
  readonly progress: (recordsRead: number) => Promise<void>;
}

/** The whole account by one streamed answer. */
export function createExportLoad({ consents, staging, now, progress }: ExportLoadPorts) {
  return {
    /** Whether it may well come to its end. */
    endures: async (account: string): Promise<boolean> => {
      const { count, at } = await staging.exportCuts(account);
      return count < MOST_CUTS || now() - at > EXPORT_AGAIN_MS;
    },
    load: async (account: string, writer: SnapshotWriter, signal: AbortSignal): Promise<Loaded> => {
      const asOf = now();
      let read = 0;
      let malformed = 0;
      let announced = false;
      const cuts = await staging.exportCuts(account);
      // Counted before it begins: a worker that dies of it counts nothing afterwards.
      await staging.noteExportCuts(account, { count: cuts.count + 1, at: asOf });
      for await (const batch of consents.export(writer.dictionaries, signal)) {
        await writer.addColumns(batch.columns);
        read += batch.columns.length;
        malformed += batch.malformed;
        announced = batch.announced ?? false;
        await progress(read);
      }
      await staging.noteExportCuts(account, { count: 0, at: asOf });
      if (malformed > read)
        throw new Failure("malformed-answer", { detail: "more of it than not" });
      return { source: "export", asOf, malformed, announced };
    },
    /** One that failed for another reason than its length is not held against it. */
    forgive: async (account: string, failure: Failure): Promise<void> => {
      if (CUTS.has(failure.code)) return;
      const { count, at } = await staging.exportCuts(account);
      await staging.noteExportCuts(account, { count: Math.max(0, count - 1), at });
    },
  };
}

export type ExportLoad = ReturnType<typeof createExportLoad>;
