import { PairIndex } from "../campaign/upload/pair-index.ts";
import type { PlanSummary } from "../campaign/upload/plan-upload.ts";
import type { SkippedRow, SkipReason, UploadRow } from "../campaign/upload/upload-row.ts";
import { isOptedIn, scopeOfMark } from "../consent/pair-columns.ts";
import type { Scope } from "../consent/scope.ts";
import { e164FromNumber } from "../phone/e164.ts";
import type { Decided } from "../uploads/write-draft.ts";

/** Records that a person chose, as columns: a million go through a message. */
export interface ChosenRecords {
  /** E.164 digits. */
  readonly recipients: Float64Array<ArrayBuffer>;
  readonly marks: Uint32Array<ArrayBuffer>;
  /** What the marks refer to. */
  readonly scopes: readonly Scope[];
}

/** What is done to the chosen records. */
export interface BulkChange {
  readonly optStatus: UploadRow["optStatus"];
  /** For every business number, and not only the record's own. */
  readonly everyNumber: boolean;
  /** The records are recent enough to say that something stands already. */
  readonly fresh: boolean;
}

export interface BulkPlan {
  readonly summary: PlanSummary;
  readonly decided: () => AsyncGenerator<Decided>;
}

/** So many records are decided between two moments for the page. */
const A_TURN = 5000;
const EXAMPLES = 100;
const LOST: Scope = { from: null, coverage: "Account" };

/** Lets the page breathe. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/**
 * What a bulk change sends, decided like the rows of a list: each pair once, and nothing
 * that stands so already. An opt-out of one kind of campaign becomes one for every
 * business number; an opt-in sent so would not lift it, and is left out.
 */
export async function planBulk(
  chosen: ChosenRecords,
  { optStatus, everyNumber, fresh }: BulkChange,
  signal: AbortSignal,
): Promise<BulkPlan> {
  const { recipients, marks, scopes } = chosen;
  const optIn = optStatus === "OptIn";
  const scopeAt = (at: number): Scope => scopes[scopeOfMark(marks[at] ?? 0)] ?? LOST;
  const rowAt = (at: number): UploadRow => ({
    line: at + 1,
    to: e164FromNumber(recipients[at] ?? 0),
    from: everyNumber ? null : scopeAt(at).from,
    optStatus,
    note: "",
  });
  const leftOut = (at: number): SkipReason | null => {
    const { coverage, from } = scopeAt(at);
    if (coverage === "CampaignType") return optIn ? "campaign-only" : null;
    const same = isOptedIn(marks[at] ?? 0) === optIn;
    return fresh && same && (!everyNumber || from === null) ? "already-so" : null;
  };

  const index = new PairIndex();
  for (let at = 0; at < recipients.length; at++) {
    if (leftOut(at) === null) index.add(rowAt(at));
    if (at % A_TURN === 0) {
      await turn();
      signal.throwIfAborted();
    }
  }

  async function* decided(): AsyncGenerator<Decided> {
    for (let start = 0; start < recipients.length; start += A_TURN) {
      await turn();
      signal.throwIfAborted();
      const rows: UploadRow[] = [];
      const skipped: SkippedRow[] = [];
      for (let at = start; at < Math.min(recipients.length, start + A_TURN); at++) {
        const row = rowAt(at);
        const reason = leftOut(at) ?? index.judge(row);
        if (reason === null) rows.push(row);
        else skipped.push({ line: row.line, reason, cell: row.to });
      }
      yield { rows, skipped };
    }
  }

  const counts: Partial<Record<SkipReason, number>> = {};
  const examples: SkippedRow[] = [];
  let [sent, lifts] = [0, 0];
  for await (const { rows, skipped } of decided()) {
    sent += rows.length;
    if (optIn) lifts += rows.filter(({ line }) => !isOptedIn(marks[line - 1] ?? 0)).length;
    for (const row of skipped) counts[row.reason] = (counts[row.reason] ?? 0) + 1;
    examples.push(...skipped.slice(0, EXAMPLES - examples.length));
  }
  return {
    summary: {
      rows: recipients.length,
      optOuts: optIn ? 0 : sent,
      optIns: optIn ? sent : 0,
      lifts,
      skipped: counts,
      examples,
    },
    decided,
  };
}
