import type { SnapshotMeta } from "../cache/types.ts";

/** How the whole account was read. */
export interface Loaded {
  readonly source: SnapshotMeta["source"];
  /** Epoch ms at which it began. */
  readonly asOf: number;
  readonly malformed: number;
  /** Whether an export was as long as the server had announced. */
  readonly announced: boolean;
}
