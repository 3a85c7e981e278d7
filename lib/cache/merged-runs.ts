import { PairColumns } from "../consent/pair-columns.ts";
import type { SortedChunks } from "./runs.ts";

/** Where one of the runs is. */
interface Head {
  readonly run: SortedChunks;
  columns: PairColumns;
  index: number;
  recipient: number;
}

/** The pairs of several sorted runs as those of one. */
export async function* mergedRuns(
  runs: readonly SortedChunks[],
  pairsAChunk: number,
): AsyncGenerator<PairColumns, void> {
  const heads: Head[] = [];
  for (const run of runs) {
    const head = { run, columns: new PairColumns(0), index: 0, recipient: 0 };
    if (await readOn(head)) heads.push(head);
  }
  heads.sort((a, b) => a.recipient - b.recipient);
  const merged = new PairColumns(pairsAChunk);
  for (let first = heads[0]; first; first = heads[0]) {
    takeFrom(heads, merged, pairsAChunk);
    if (merged.length === pairsAChunk) {
      yield merged;
      merged.length = 0;
    }
    const ended = heads[0];
    if (!ended || ended.index < ended.columns.length) continue;
    if (await readOn(ended)) settle(heads);
    else heads.shift();
  }
  if (merged.length > 0) yield merged;
}

/** False at the end of the run. */
async function readOn(head: Head): Promise<boolean> {
  const { value } = await head.run.next();
  if (!value) return false;
  head.columns = value;
  head.index = 0;
  head.recipient = value.recipients[0] ?? 0;
  return true;
}

/** Takes pairs in their order until there is no more room, or the first run has to be read on. */
function takeFrom(heads: Head[], merged: PairColumns, most: number): void {
  for (let first = heads[0]; first && merged.length < most; first = heads[0]) {
    merged.pushFrom(first.columns, first.index);
    if (++first.index === first.columns.length) return;
    first.recipient = first.columns.recipients[first.index] ?? 0;
    settle(heads);
  }
}

/** Puts the first run where it belongs now. */
function settle(heads: Head[]): void {
  const moved = heads[0];
  if (!moved) return;
  let at = 0;
  for (let next = heads[1]; next && next.recipient < moved.recipient; next = heads[at + 1]) {
    heads[at++] = next;
  }
  heads[at] = moved;
}
