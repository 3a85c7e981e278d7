import type { E164 } from "../../phone/e164.ts";
import type { ThoroughReader } from "../read-recipient.ts";
import type { TableRow } from "../table/table.ts";
import { PairIndex } from "./pair-index.ts";
import { readUploadRow, type UploadMeaning } from "./read-upload-row.ts";
import type { SkippedRow, SkipReason, UploadRow } from "./upload-row.ts";

/** What the server's record of a scope says. */
export interface KnownConsent {
  readonly to: E164;
  /** null: every business number. */
  readonly from: E164 | null;
  readonly optStatus: UploadRow["optStatus"];
}

export interface PlanPorts {
  /** The rows of the list, from its beginning at each call. */
  readonly rows: () => AsyncIterable<readonly TableRow[]>;
  readonly thorough: ThoroughReader;
  /** What is known of these recipients, at most `KNOWN_AT_ONCE` at a time. */
  readonly known: (recipients: readonly E164[]) => Promise<readonly KnownConsent[]>;
  readonly onProgress: (rows: number) => void;
}

export interface PlanSummary {
  readonly rows: number;
  readonly optOuts: number;
  readonly optIns: number;
  /** Of the opt-ins, those of customers who are opted out now. */
  readonly lifts: number;
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>;
  /** The first rows that are left out. */
  readonly examples: readonly SkippedRow[];
}

export interface UploadPlan {
  readonly summary: PlanSummary;
  /** Every row again, in the list's order: those to be sent, and those left out with the reason. */
  readonly decided: () => AsyncGenerator<{
    readonly rows: readonly UploadRow[];
    readonly skipped: readonly SkippedRow[];
  }>;
}

/** What becomes of a row. */
type Decision =
  | { readonly send: UploadRow; readonly skip?: undefined }
  | { readonly skip: SkippedRow; readonly send?: undefined };

export const KNOWN_AT_ONCE = 1000;
const EXAMPLES = 100;

const knownKey = ({ to, from }: Pick<KnownConsent, "to" | "from">): string =>
  `${to} ${from ?? "*"}`;

/**
 * What will happen when a list is sent. The list is read twice, so that no row has to
 * stay in memory: once to know of every pair, once to decide on each row.
 */
export async function planUpload(
  meaning: UploadMeaning,
  ports: PlanPorts,
  signal: AbortSignal,
): Promise<UploadPlan> {
  const index = new PairIndex();
  for await (const batch of ports.rows()) {
    signal.throwIfAborted();
    for (const row of batch) {
      const read = readUploadRow(row, meaning, ports.thorough);
      if (read.ok) index.add(read.row);
    }
  }

  /** Lines whose change RingCentral has already. */
  const alreadySo = new Set<number>();
  const skippedCounts: Partial<Record<SkipReason, number>> = {};
  const examples: SkippedRow[] = [];
  let [rows, optOuts, optIns, lifts] = [0, 0, 0, 0];

  const leaveOut = (row: UploadRow, reason: SkipReason): SkippedRow => ({
    line: row.line,
    reason,
    cell: row.to,
  });
  const decide = (row: TableRow): Decision => {
    const read = readUploadRow(row, meaning, ports.thorough);
    if (!read.ok) return { skip: { line: read.line, reason: read.reason, cell: read.cell } };
    const reason = alreadySo.has(row.line) ? "already-so" : index.judge(read.row);
    return reason === null ? { send: read.row } : { skip: leaveOut(read.row, reason) };
  };

  const ask = async (asked: readonly UploadRow[]): Promise<void> => {
    const known = new Map(
      (await ports.known([...new Set(asked.map(({ to }) => to))])).map((consent) => [
        knownKey(consent),
        consent.optStatus,
      ]),
    );
    for (const row of asked) {
      const now = known.get(knownKey(row));
      if (now === row.optStatus) alreadySo.add(row.line);
      else if (row.optStatus === "OptIn" && now === "OptOut") lifts++;
    }
  };

  const count = ({ send, skip }: Decision): void => {
    if (send?.optStatus === "OptOut") optOuts++;
    else if (send) optIns++;
    if (!skip) return;
    skippedCounts[skip.reason] = (skippedCounts[skip.reason] ?? 0) + 1;
    if (examples.length < EXAMPLES) examples.push(skip);
  };

  for await (const batch of ports.rows()) {
    for (let start = 0; start < batch.length; start += KNOWN_AT_ONCE) {
      signal.throwIfAborted();
      const decisions = batch.slice(start, start + KNOWN_AT_ONCE).map(decide);
      await ask(decisions.flatMap(({ send }) => send ?? []));
      for (const decision of decisions) {
        const { send } = decision;
        const known = send && alreadySo.has(send.line);
        count(known ? { skip: leaveOut(send, "already-so") } : decision);
      }
      rows += decisions.length;
      ports.onProgress(rows);
    }
  }

  return {
    summary: {
      rows,
      optOuts,
      optIns,
      lifts,
      skipped: skippedCounts,
      examples,
    },
    decided: async function* () {
      for await (const batch of ports.rows()) {
        const decisions = batch.map(decide);
        yield {
          rows: decisions.flatMap(({ send }) => send ?? []),
          skipped: decisions.flatMap(({ skip }) => skip ?? []),
        };
      }
    },
  };
}
