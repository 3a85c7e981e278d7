import type { RecordBrowser } from "../../lib/browse/client.ts";
import type { JobRunner } from "../../lib/list-jobs/client.ts";
import type { OwnAsk } from "../../lib/messages/own-client.ts";
import type { AppState, Push } from "../../lib/messages/protocol.ts";
import type { ReportRow } from "../../lib/uploads/report-rows.ts";
import type { UploadJob } from "../../lib/uploads/upload-job.ts";
import type { Decided } from "../../lib/uploads/write-draft.ts";

/** The columns that a person chose, by the list's header. What was stored is foreign data to whoever loads it. */
export interface ColumnMemory {
  readonly load: (header: string) => Promise<unknown>;
  readonly save: (header: string, columns: unknown) => Promise<void>;
}

/** Uploads as they stand on disk. */
export interface UploadsDesk {
  /** Writes the rows of a draft and gives its id; it does nothing until it is started. */
  readonly write: (
    info: Pick<UploadJob, "name" | "statement">,
    decided: AsyncIterable<Decided>,
    signal: AbortSignal,
  ) => Promise<number>;
  /** What became of each row of an upload. */
  readonly report: (id: number) => AsyncIterable<ReportRow>;
}

/** What the page for many numbers can make happen. Each rejects with a `Failure`. */
export interface ListsDesk {
  /** Asks the background. */
  readonly ask: OwnAsk;
  readonly connect: () => Promise<void>;
  readonly sync: () => Promise<void>;
  /** One for each tab, by its id: a column may play other roles there. */
  readonly columnMemory: (tab: string) => ColumnMemory;
  /** Work on whole lists, off the page. */
  readonly jobs: JobRunner;
  /** Opens the account's records in a worker of their own. */
  readonly browse: () => RecordBrowser;
  /** Hears what the background tells, until the signal aborts. */
  readonly onPush: (listener: (push: Push) => void, signal: AbortSignal) => void;
  readonly uploads: UploadsDesk;
  /** RingCentral's own export; told how many bytes have come. */
  readonly serverExport: (onBytes: (bytes: number) => void, signal: AbortSignal) => Promise<File>;
  /** Hands a file to the person. */
  readonly save: (name: string, file: Blob) => void;
}

/** What every tab of the page is given. */
export interface ListTabProps {
  readonly state: AppState;
  readonly now: number;
  readonly desk: ListsDesk;
}
