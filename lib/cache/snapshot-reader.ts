import { isOptedIn, type Mark, scopeOfMark } from "../consent/pair-columns.ts";
import type { Scope } from "../consent/scope.ts";
import type { ServerTime } from "../consent/server-time.ts";
import { type E164, e164ToNumber } from "../phone/e164.ts";
import { BlockCursor } from "./block.ts";
import type { BlockKey } from "./database.ts";
import { type Details, openDetails } from "./details.ts";
import type { StoredSnapshot } from "./stored.ts";

/** Reads within one transaction. */
export interface BlockSource {
  block(key: BlockKey): Promise<unknown>;
  details(key: BlockKey): Promise<unknown>;
}

/** What the snapshot says of one recipient in one scope. */
export interface Standing {
  readonly scope: Scope;
  readonly optedIn: boolean;
  readonly source?: string;
  readonly time: ServerTime;
}

export interface Found {
  readonly standings: ReadonlyMap<E164, readonly Standing[]>;
  /** Recipients whose block is damaged. */
  readonly uncertain: ReadonlySet<E164>;
}

interface Hit {
  readonly to: E164;
  readonly place: number;
  readonly marks: readonly Mark[];
}

/** What is said of these recipients, out of the few blocks that may hold them. */
export async function readSnapshot(
  snapshot: StoredSnapshot,
  recipients: readonly E164[],
  source: BlockSource,
): Promise<Found> {
  const standings = new Map<E164, Standing[]>();
  const uncertain = new Set<E164>();
  const { generation, firsts } = snapshot;

  const readBlock = async (index: number, wanted: readonly E164[]): Promise<void> => {
    const key: BlockKey = [generation, index];
    const hits = findInBlock(await source.block(key), firsts[index] ?? -1, wanted);
    if (!hits) {
      for (const to of wanted) uncertain.add(to);
      return;
    }
    if (hits.length === 0) return;
    const detailsAt = openDetails(await source.details(key));
    for (const { to, place, marks } of hits) {
      standings.set(
        to,
        marks.map((mark, offset) => standingOf(snapshot, mark, detailsAt(place + offset))),
      );
    }
  };

  const byBlock = Map.groupBy(recipients, (to) => blockFor(firsts, e164ToNumber(to)));
  byBlock.delete(-1);
  await Promise.all([...byBlock].map(([index, wanted]) => readBlock(index, wanted)));
  return { standings, uncertain };
}

/** The block that would hold a recipient, the last that begins at or before it; -1 when none. */
export function blockFor(firsts: Float64Array, recipient: number): number {
  let low = 0;
  let high = firsts.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if ((firsts[middle] ?? 0) <= recipient) low = middle + 1;
    else high = middle - 1;
  }
  return high;
}

/** Null when the block is damaged. */
function findInBlock(
  stored: unknown,
  first: number,
  wanted: readonly E164[],
): readonly Hit[] | null {
  const cursor = BlockCursor.open(stored, first);
  if (!cursor) return null;
  const ascending = wanted
    .map((to) => ({ to, recipient: e164ToNumber(to) }))
    .sort((a, b) => a.recipient - b.recipient);
  const hits: Hit[] = [];
  for (const { to, recipient } of ascending) {
    if (!cursor.to(recipient)) break;
    if (cursor.recipient === recipient) {
      hits.push({ to, place: cursor.place, marks: [...cursor.marks] });
    }
  }
  return hits;
}

/** A scope that got lost concerns every business number. */
const LOST_SCOPE: Scope = { from: null, coverage: "Account" };

export function standingOf(
  { scopes, sources }: Pick<StoredSnapshot, "scopes" | "sources">,
  mark: Mark,
  { source: sourceIndex, time }: Details,
): Standing {
  const source = sources[sourceIndex];
  return {
    scope: scopes[scopeOfMark(mark)] ?? LOST_SCOPE,
    optedIn: isOptedIn(mark),
    time,
    ...(source === undefined ? {} : { source }),
  };
}
