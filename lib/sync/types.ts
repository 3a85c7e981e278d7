import type { Differences } from "../cache/types.ts";
import type { FailureInfo } from "../failure.ts";

/** `cache`: the whole account is on this computer. `on-demand`: each number is asked for when it is met. */
export type SyncMode = "cache" | "on-demand";

export type SyncPhase = "idle" | "loading" | "waiting";

/** What the UI shows about the data; kept on disk so that a new worker knows it. */
export interface SyncStatus {
  readonly phase: SyncPhase;
  /** Records read so far in the running load. */
  readonly recordsRead: number;
  /** Epoch ms of the last whole load, null when never. */
  readonly lastSuccess: number | null;
  readonly optOuts: number;
  readonly malformed: number;
  readonly source: "export" | "search" | "list" | null;
  /** What the last load found changed that nothing had told of before; null when it was the first. */
  readonly differences: Differences | null;
  /** The first list could end where a row ends by accident, and nothing has shown yet that it is whole. */
  readonly unproven: boolean;
  /** Part of what is saved could not be read, and no load has replaced it yet. */
  readonly damaged: boolean;
  /** Changes since sign-in that live events should have told of and that only a load has found. */
  readonly missed: number;
  /** Why each number is asked for instead: it was `chosen`, or a whole load was `refused`; null where the account is loaded. */
  readonly onDemand: "chosen" | "refused" | null;
  /** Whose data it is; null when there is none. */
  readonly account: string | null;
  /** Newest first, at most ten. */
  readonly failures: readonly (FailureInfo & { readonly at: number })[];
}

/** Whether the last load, or the last question, failed. */
export const isFailing = ({ failures: [latest], lastSuccess }: SyncStatus): boolean =>
  latest !== undefined && latest.at > (lastSuccess ?? 0);

/** Why a change was refused: somebody else changed the pair after it was entered, and the server's record stands. */
export const CHANGED_MEANWHILE = "changed-meanwhile";
