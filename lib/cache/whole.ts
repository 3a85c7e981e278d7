import type { Mark } from "../consent/pair-columns.ts";
import { e164ToNumber, isE164 } from "../phone/e164.ts";
import { BlockCursor } from "./block.ts";
import { type Combined, combine } from "./combine.ts";
import type { CacheDatabase, DeltaKey } from "./database.ts";
import { type Details, openDetails } from "./details.ts";
import { blockFor, type Standing, standingOf } from "./snapshot-reader.ts";
import { parseDelta, type StoredDelta, type StoredSnapshot, unsealSnapshot } from "./stored.ts";
import { inTransaction } from "./transaction.ts";
import type { SnapshotMeta } from "./types.ts";

/** A range of recipients, as E.164 digits: from, up to but without. */
export type RecipientRange = readonly [from: number, to: number];

/** One recipient while all are gone through; valid until the next. */
export interface Entry {
  /** E.164 digits. */
  readonly recipient: number;
  /** What the snapshot says: see `WholeCache.standings`. */
  readonly marks: readonly Mark[];
  /** Newer knowledge. */
  readonly delta: readonly StoredDelta[];
  /** Both together. */
  combined(): Combined;
}

/**
 * Everything that the cache knows, as it was at one moment: read in one transaction,
 * so that a snapshot that is swapped meanwhile is seen before or after. Memory holds
 * it in its compact form, some four bytes a pair, and nine more with its details.
 */
export class WholeCache {
  readonly meta: SnapshotMeta | null;
  /** Recipients of damaged blocks and entries: more may have been known of them. Complete once `entries` has come to its end. */
  readonly damaged: RecipientRange[] = [];
  private readonly snapshot: StoredSnapshot | null;
  private readonly blocks: readonly unknown[];
  private readonly details: readonly unknown[];
  private readonly delta: ReadonlyMap<number, readonly StoredDelta[]>;

  constructor(
    snapshot: StoredSnapshot | null,
    blocks: readonly unknown[],
    details: readonly unknown[],
    delta: readonly (readonly [key: DeltaKey, stored: unknown])[],
  ) {
    this.snapshot = snapshot;
    this.meta = snapshot?.meta ?? null;
    this.blocks = blocks;
    this.details = details;
    const entries: StoredDelta[] = [];
    for (const [[to], stored] of delta) {
      const entry = parseDelta(stored);
      if (entry) entries.push(entry);
      else if (isE164(to)) this.damaged.push([e164ToNumber(to), e164ToNumber(to) + 1]);
    }
    this.delta = Map.groupBy(entries, ({ record }) => e164ToNumber(record.to));
  }

  /** Roughly so many recipients will be gone through. */
  get expected(): number {
    return (this.meta?.optOuts ?? 0) + this.delta.size;
  }

  /** Every recipient about whom something is known, in the order of their numbers. */
  *entries(): Generator<Entry> {
    const waiting = [...this.delta.keys()].sort((a, b) => b - a);
    const entry = this.mutableEntry();
    const firsts = this.snapshot?.firsts ?? [];
    for (let index = 0; index < firsts.length; index++) {
      const first = firsts[index] ?? 0;
      const cursor = BlockCursor.open(this.blocks[index], first);
      if (!cursor) {
        this.damaged.push([first, firsts[index + 1] ?? Number.POSITIVE_INFINITY]);
        continue;
      }
      entry.at(index);
      do {
        for (let next = waiting.at(-1); next !== undefined && next < cursor.recipient; ) {
          yield entry.ofDelta(next);
          waiting.pop();
          next = waiting.at(-1);
        }
        if (waiting.at(-1) === cursor.recipient) waiting.pop();
        yield entry.ofBlock(cursor);
      } while (cursor.next());
    }
    while (waiting.length > 0) yield entry.ofDelta(waiting.pop() ?? 0);
  }

  /** What marks say, with the details of the pairs from `place` on. */
  private standings(marks: readonly Mark[], detailsAt: (place: number) => Details, place: number) {
    const { snapshot } = this;
    if (!snapshot) return [];
    return marks.map(
      (mark, offset): Standing => standingOf(snapshot, mark, detailsAt(place + offset)),
    );
  }

  private mutableEntry() {
    const none: readonly Mark[] = [];
    const noDelta: readonly StoredDelta[] = [];
    let opened: ((place: number) => Details) | null = null;
    let block = 0;
    let place = 0;
    const detailsAt = (pair: number): Details => {
      opened ??= openDetails(this.details[block]);
      return opened(pair);
    };
    const entry = {
      recipient: 0,
      marks: none,
      delta: noDelta,
      combined: () => combine(this.standings(entry.marks, detailsAt, place), entry.delta),
    };
    return {
      at: (index: number): void => {
        block = index;
        opened = null;
      },
      ofDelta: (recipient: number): Entry => {
        entry.recipient = recipient;
        entry.marks = none;
        entry.delta = this.delta.get(recipient) ?? noDelta;
        return entry;
      },
      ofBlock: (cursor: BlockCursor): Entry => {
        entry.recipient = cursor.recipient;
        entry.marks = cursor.marks;
        entry.delta = this.delta.get(cursor.recipient) ?? noDelta;
        place = cursor.place;
        return entry;
      },
    };
  }
}

/**
 * Reads everything; null when the snapshot itself is damaged. `details`: with source
 * and time of each pair, and not only of those that something newer is known of, where
 * the times decide which counts.
 */
export function readWhole(db: CacheDatabase, details: boolean): Promise<WholeCache | null> {
  return inTransaction(
    db,
    ["snapshots", "blocks", "details", "delta"],
    "readonly",
    async (reading) => {
      const [stored, keys, values] = await Promise.all([
        reading.objectStore("snapshots").get("current"),
        reading.objectStore("delta").getAllKeys(),
        reading.objectStore("delta").getAll(),
      ]);
      const delta = keys.map((key, at) => [key, values[at]] as const);
      const snapshot = unsealSnapshot(stored);
      if (stored !== undefined && !snapshot) return null;
      if (!snapshot) return new WholeCache(null, [], [], delta);
      const { generation, firsts } = snapshot;

      const all = async (name: "blocks" | "details"): Promise<readonly unknown[]> => {
        const range = IDBKeyRange.bound([generation, 0], [generation, firsts.length]);
        const store = reading.objectStore(name);
        const [places, contents] = await Promise.all([
          store.getAllKeys(range),
          store.getAll(range),
        ]);
        // One that is missing must not shift the rest.
        const placed: unknown[] = [];
        places.forEach(([, index], at) => {
          placed[index] = contents[at];
        });
        return placed;
      };
      const needed = async (): Promise<readonly unknown[]> => {
        const recipients = keys.flatMap(([to]) => (isE164(to) ? e164ToNumber(to) : []));
        const places = new Set(recipients.map((recipient) => blockFor(firsts, recipient)));
        const placed: unknown[] = [];
        await Promise.all(
          [...places].map(async (index) => {
            placed[index] = await reading.objectStore("details").get([generation, index]);
          }),
        );
        return placed;
      };
      const [blocks, times] = await Promise.all([
        all("blocks"),
        details ? all("details") : needed(),
      ]);
      return new WholeCache(snapshot, blocks, times, delta);
    },
  );
}
