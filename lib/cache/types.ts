import type { ConsentRecord } from "../consent/record.ts";
import type { OptOut } from "../consent/verdict.ts";
import type { E164 } from "../phone/e164.ts";

/** What is known about the snapshot as a whole. */
export interface SnapshotMeta {
  /** Epoch ms at which its load began: changes after this may be missing. */
  readonly asOf: number;
  readonly optOuts: number;
  readonly malformed: number;
  readonly source: "export" | "search" | "list";
  /** Owner of the data: a snapshot of another account must never answer. */
  readonly account: string;
}

/** A snapshot under construction: invisible until committed. */
export interface SnapshotWriter {
  add(records: readonly ConsentRecord[]): Promise<void>;
  /** Replaces the old snapshot in one transaction. */
  commit(meta: Omit<SnapshotMeta, "optOuts">): Promise<SnapshotMeta>;
  abort(): Promise<void>;
}

/** The opted-out pairs of one account, on disk. Survives the worker's death at any point. */
export interface PairCache {
  meta(): Promise<SnapshotMeta | null>;
  /** The opt-outs known for each recipient, delta over snapshot; a recipient without any is absent. */
  optOuts(recipients: readonly E164[]): Promise<ReadonlyMap<E164, readonly OptOut[]>>;
  beginSnapshot(): Promise<SnapshotWriter>;
  /** Newer knowledge laid over the snapshot: opt-outs and opt-ins of single pairs. */
  applyDelta(records: readonly ConsentRecord[], at: number): Promise<void>;
  /** Opt-outs entered by a person: they guard from now on, and nothing but `release` lifts them. */
  hold(records: readonly ConsentRecord[], at: number): Promise<void>;
  release(records: readonly ConsentRecord[]): Promise<void>;
  clear(): Promise<void>;
}
