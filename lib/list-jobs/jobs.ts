import type { CompareCounts, CompareOptions } from "../campaign/compare.ts";
import type { ExportShape } from "../campaign/export/export-rows.ts";
import type { FileKind } from "../campaign/export/write-rows.ts";
import type { Attempts } from "../campaign/figures/attempts.ts";
import type { Day, Figures } from "../campaign/figures/tally.ts";
import type { RemovedTexts } from "../campaign/removed-rows.ts";
import type { ScrubCounts, ScrubOptions } from "../campaign/scrub.ts";
import type { DataState } from "../consent/judge.ts";
import type { E164 } from "../phone/e164.ts";
import type { ListBasis } from "./basis.ts";

/** What a list is judged by. */
export interface Judgement {
  readonly basis: ListBasis;
  /** The business numbers that the list is texted from; empty: any of the account. */
  readonly senders: readonly E164[];
  /** A person has been told that the data is old, and wants it all the same. */
  readonly acceptOld: boolean;
  /** Epoch ms at which RingCentral was asked about everybody on the list; null when it was not. */
  readonly askedAt: number | null;
}

export interface ScrubJob {
  readonly job: "scrub";
  readonly file: Blob;
  readonly options: ScrubOptions;
  readonly judgement: Judgement;
  readonly texts: RemovedTexts;
}

/** The list's recipients, to be asked about. */
export interface RecipientsJob {
  readonly job: "recipients";
  readonly file: Blob;
  readonly options: ScrubOptions;
  /** No more than so many. */
  readonly most: number;
}

export interface ExportJob {
  readonly job: "export";
  readonly shape: ExportShape;
  readonly kind: FileKind;
  readonly numbers: "e164" | "national";
  readonly defaultCountry: string;
}

export interface CompareJob {
  readonly job: "compare";
  readonly file: Blob;
  readonly options: CompareOptions;
  readonly judgement: Judgement;
}

/** Counts for charts. */
export interface FiguresJob {
  readonly job: "figures";
  /** Which account is signed in; null when none is. */
  readonly account: string | null;
  /** RingCentral's own export, and epoch ms of it; null counts what this machine knows. */
  readonly fetched: { readonly file: Blob; readonly at: number } | null;
}

export interface JobResults {
  readonly scrub:
    | {
        readonly done: true;
        readonly counts: ScrubCounts;
        readonly kept: Blob;
        readonly removed: Blob;
        readonly state: DataState;
      }
    /** Nothing was done: the data is not fresh, and nobody has said that it may be used all the same. */
    | { readonly done: false; readonly state: DataState };
  readonly recipients: {
    readonly recipients: readonly E164[];
    /** The list has more. */
    readonly more: boolean;
  };
  readonly export: {
    readonly file: Blob;
    readonly rows: number;
    /** Epoch ms of the data; null when there was none. */
    readonly asOf: number | null;
    /** Whether opt-ins are among what this machine knows. */
    readonly optIns: boolean;
    /** Parts of the data that are damaged, and missing in the file. */
    readonly damaged: number;
  };
  readonly compare:
    | {
        readonly done: true;
        readonly counts: CompareCounts;
        /** Rows of the CRM's export that it has to mend. */
        readonly forCrm: Blob;
        /** Numbers for RingCentral: opt-outs that only the CRM knows. */
        readonly forRingCentral: Blob;
        readonly unread: Blob;
        readonly state: DataState;
      }
    | { readonly done: false; readonly state: DataState };
  readonly figures: {
    readonly figures: Figures;
    readonly attempts: Attempts;
    readonly today: Day;
    /** Epoch ms of the data; null when there is none. */
    readonly asOf: number | null;
    /** Whether opt-ins are all there. */
    readonly optIns: boolean;
    /** Some of the data could not be read, and is not counted. */
    readonly partial: boolean;
  };
}

export type ListJob = ScrubJob | RecipientsJob | ExportJob | CompareJob | FiguresJob;
export type JobName = ListJob["job"];
export type JobOf<N extends JobName> = Extract<ListJob, { readonly job: N }>;

export interface JobProgress {
  /** Of the list's bytes. */
  readonly bytes: number;
  readonly rows: number;
}

/** Runs a job in a worker of its own; rejects with a `Failure`. */
export type RunJob = <N extends JobName>(
  job: JobOf<N>,
  onProgress: (progress: JobProgress) => void,
  signal: AbortSignal,
) => Promise<JobResults[N]>;
