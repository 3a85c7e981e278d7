import type { PairColumns, PairDictionaries } from "../consent/pair-columns.ts";
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
  /** Whether opt-ins are kept too, for business numbers that require them. */
  readonly optIns: boolean;
  /** From what was known before; null for a first load. */
  readonly differences: Differences | null;
}

/** How a load differs from the snapshot and delta before it: what live events should have told. */
export interface Differences {
  /** Opt-outs that were not known. */
  readonly appeared: number;
  /** Opt-outs that were known and have an opt-in now. */
  readonly lifted: number;
  /** Recipients whose opt-outs it did not mention, so that they were asked for. */
  readonly missing: number;
}

/** What is known about some recipients. */
export interface Knowledge {
  readonly meta: SnapshotMeta | null;
  /** Opt-outs, delta over snapshot; a recipient without any is absent. */
  readonly optOuts: ReadonlyMap<E164, readonly OptOut[]>;
  /** Opt-ins in the same form, as far as they are kept. */
  readonly optIns: ReadonlyMap<E164, readonly OptOut[]>;
  /** Recipients about whom something damaged may have said more. */
  readonly uncertain: ReadonlySet<E164>;
}

/** Where a load stands in the order of all that was learned: what is learned after it outlives its commit. */
export type Sequence = number;

export interface SnapshotOptions {
  readonly account: string;
  /** Keep opt-ins too. */
  readonly optIns: boolean;
  /** Of a load that is resumed; the present one unless given. */
  readonly begin?: Sequence;
}

export interface CommitOptions {
  readonly asOf: number;
  readonly malformed: number;
  readonly source: SnapshotMeta["source"];
  /**
   * Asked about recipients with an opt-out that the snapshot before had and this
   * one says nothing of. Gives their records as the server has them now, or null
   * when they are to be kept opted out unasked; a rejection ends the commit.
   */
  readonly reread: (recipients: readonly E164[]) => Promise<readonly ConsentRecord[] | null>;
}

/** A snapshot under construction: invisible until committed. */
export interface SnapshotWriter {
  readonly begin: Sequence;
  /** What the columns given to `addColumns` refer to. */
  readonly dictionaries: PairDictionaries;
  add(records: readonly ConsentRecord[]): Promise<void>;
  addColumns(columns: PairColumns): Promise<void>;
  /** Replaces the old snapshot in one transaction, or not at all. */
  commit(options: CommitOptions): Promise<SnapshotMeta>;
  abort(): Promise<void>;
}

/** The opted-out pairs of one account, on disk. Survives the worker's death at any point. */
export interface PairCache {
  meta(): Promise<SnapshotMeta | null>;
  lookUp(recipients: readonly E164[]): Promise<Knowledge>;
  /** The opt-outs known for each recipient; a recipient without any is absent. */
  optOuts(recipients: readonly E164[]): Promise<ReadonlyMap<E164, readonly OptOut[]>>;
  sequence(): Promise<Sequence>;
  beginSnapshot(options: SnapshotOptions): Promise<SnapshotWriter>;
  /**
   * Records as the server gave them, laid over the snapshot unless something newer is
   * known. `asked`: recipients whose every record is among them, as of a sequence.
   */
  learn(
    records: readonly ConsentRecord[],
    asked?: { readonly recipients: readonly E164[]; readonly begin: Sequence },
  ): Promise<void>;
  /** Forgets the opt-ins learned of recipients, so that what is learned stays bounded; their opt-outs hold. */
  forgetOptIns(recipients: readonly E164[]): Promise<void>;
  /** Opt-outs that events tell of: they guard until the record itself is learned. */
  learnEvents(records: readonly ConsentRecord[]): Promise<void>;
  /** Opt-outs entered by a person: they guard from now on, and nothing but `release` lifts them. */
  hold(records: readonly ConsentRecord[]): Promise<void>;
  release(records: readonly ConsentRecord[]): Promise<void>;
  clear(): Promise<void>;
}
