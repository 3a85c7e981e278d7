import { PairColumns } from "../consent/pair-columns.ts";
import type { Run } from "./runs.ts";

const NONE = new PairColumns(0);

/** Goes through the pairs of several sorted runs as through those of one. */
export class MergedRuns {
  /** By the recipients that they are at: the first is the next. */
  private readonly runs: Run[];

  constructor(runs: readonly Run[]) {
    this.runs = runs.toSorted((a, b) => a.recipient - b.recipient);
  }

  /** Of the pair at hand; Infinity at the end. */
  get recipient(): number {
    return this.runs[0]?.recipient ?? Number.POSITIVE_INFINITY;
  }

  /** Where the pair at hand is. */
  get columns(): PairColumns {
    return this.runs[0]?.columns ?? NONE;
  }

  get index(): number {
    return this.runs[0]?.index ?? 0;
  }

  /** To the next pair; null when that needs no reading. */
  advance(): Promise<void> | null {
    const reading = this.runs[0]?.advance() ?? null;
    if (reading) return reading.then(() => this.settle());
    this.settle();
    return null;
  }

  /** Puts the first run where it belongs now. */
  private settle(): void {
    const { runs } = this;
    const moved = runs[0];
    if (!moved) return;
    let at = 0;
    for (let next = runs[1]; next && next.recipient < moved.recipient; next = runs[at + 1]) {
      runs[at++] = next;
    }
    runs[at] = moved;
  }
}
