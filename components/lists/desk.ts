import type { JobRunner } from "../../lib/list-jobs/client.ts";
import type { OwnAsk } from "../../lib/messages/own-client.ts";
import type { AppState } from "../../lib/messages/protocol.ts";

/** The columns that a person chose, by the list's header. What was stored is foreign data to whoever loads it. */
export interface ColumnMemory {
  readonly load: (header: string) => Promise<unknown>;
  readonly save: (header: string, columns: unknown) => Promise<void>;
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
  /** Hands a file to the person. */
  readonly save: (name: string, file: Blob) => void;
}

/** What every tab of the page is given. */
export interface ListTabProps {
  readonly state: AppState;
  readonly now: number;
  readonly desk: ListsDesk;
}
