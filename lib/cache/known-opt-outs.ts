import {
  type Dictionary,
  isOptedIn,
  type Mark,
  markOf,
  scopeOfMark,
} from "../consent/pair-columns.ts";
import type { Scope } from "../consent/scope.ts";
import { toFailure } from "../failure.ts";
import { type E164, e164FromNumber, e164ToNumber } from "../phone/e164.ts";
import { BlockCursor } from "./block.ts";
import { combine } from "./combine.ts";
import type { BlockKey, CacheDatabase } from "./database.ts";
import { openDetails } from "./details.ts";
import { type Standing, standingOf } from "./snapshot-reader.ts";
import type { StoredDelta, StoredSnapshot } from "./stored.ts";

/** Read while those before them are gone through. */
const BLOCKS_AHEAD = 8;

/**
 * Goes through the opt-outs that the present snapshot and its delta know, in the
 * order of their recipients. A damaged block is passed over: it can say nothing.
 */
export class KnownOptOuts {
  /** Of the place reached; Infinity at the end. */
  recipient = 0;
  private readonly db: CacheDatabase;
  private readonly snapshot: StoredSnapshot | null;
  private readonly delta: ReadonlyMap<number, readonly StoredDelta[]>;
  /** Descending, so that the next is the last. */
  private readonly deltaRecipients: number[];
  /** Of each scope of the snapshot, its number in the new one. */
  private readonly renumbered: readonly number[];
  private blockIndex = -1;
  private cursor: BlockCursor | null = null;
  /** Blocks behind the present one, on their way from disk; and the first that is not. */
  private readonly ahead: Promise<unknown>[] = [];
  private asked = 0;
  private details: { readonly index: number; readonly at: ReturnType<typeof openDetails> } | null =
    null;

  constructor(
    db: CacheDatabase,
    snapshot: StoredSnapshot | null,
    delta: readonly StoredDelta[],
    scopes: Dictionary<Scope>,
  ) {
    this.db = db;
    this.snapshot = snapshot;
    this.renumbered = (snapshot?.scopes ?? []).map((scope) => scopes.indexOf(scope));
    this.delta = Map.groupBy(delta, ({ record }) => e164ToNumber(record.to));
    this.deltaRecipients = [...this.delta.keys()].sort((a, b) => b - a);
  }

  /** Goes to the next recipient behind the present one; null when that needs no reading. */
  advance(): Promise<void> | null {
    if (this.cursor?.recipient === this.recipient && !this.cursor.next()) this.cursor = null;
    if (this.deltaRecipients.at(-1) === this.recipient) this.deltaRecipients.pop();
    if (!this.cursor && this.blockIndex + 1 < (this.snapshot?.firsts.length ?? 0)) {
      return this.openNextBlock().then(() => this.settle());
    }
    this.settle();
    return null;
  }

  /** Whether the snapshot's opt-outs of this recipient are all among new marks, and no delta says more. */
  within(marks: readonly Mark[]): boolean {
    if (this.delta.has(this.recipient)) return false;
    return (
      this.cursor?.marks.every(
        (mark) =>
          isOptedIn(mark) ||
          marks.includes(markOf(this.renumbered[scopeOfMark(mark)] ?? -1, false)),
      ) ?? true
    );
  }

  /** Whether this one mark is all that is known: nothing newer, nothing else. */
  saysOnly(mark: Mark): boolean {
    if (this.deltaRecipients.at(-1) === this.recipient) return false;
    const marks = this.cursor?.marks;
    const known = marks?.[0];
    if (known === undefined || marks?.length !== 1) return false;
    return markOf(this.renumbered[scopeOfMark(known)] ?? -1, isOptedIn(known)) === mark;
  }

  /** Of this recipient, by the snapshot alone. */
  get snapshotOptOuts(): number {
    if (this.cursor?.recipient !== this.recipient) return 0;
    let count = 0;
    for (const mark of this.cursor.marks) if (!isOptedIn(mark)) count++;
    return count;
  }

  async optOuts(): Promise<readonly Standing[]> {
    return combine(await this.standings(), this.delta.get(this.recipient) ?? []).optOuts;
  }

  get to(): E164 {
    return e164FromNumber(this.recipient);
  }

  private async standings(): Promise<readonly Standing[]> {
    const { snapshot, cursor } = this;
    if (!snapshot || cursor?.recipient !== this.recipient) return [];
    if (this.details?.index !== this.blockIndex) {
      const stored = await this.db.get("details", this.key);
      this.details = { index: this.blockIndex, at: openDetails(stored) };
    }
    const { at } = this.details;
    return cursor.marks.map((mark, offset) =>
      standingOf(snapshot, mark, at(cursor.place + offset)),
    );
  }

  private get key(): BlockKey {
    return [this.snapshot?.generation ?? 0, this.blockIndex];
  }

  private settle(): void {
    this.recipient = Math.min(
      this.cursor?.recipient ?? Number.POSITIVE_INFINITY,
      this.deltaRecipients.at(-1) ?? Number.POSITIVE_INFINITY,
    );
  }

  private async openNextBlock(): Promise<void> {
    const firsts = this.snapshot?.firsts ?? new Float64Array();
    while (!this.cursor && this.blockIndex + 1 < firsts.length) {
      this.blockIndex++;
      while (this.ahead.length < BLOCKS_AHEAD && this.asked < firsts.length) this.askNext();
      this.cursor = BlockCursor.open(await this.ahead.shift(), firsts[this.blockIndex] ?? -1);
    }
  }

  private askNext(): void {
    const block = this.db.get("blocks", [this.snapshot?.generation ?? 0, this.asked++]);
    // Awaited in its turn, unless what comes before it fails.
    block.catch(toFailure);
    this.ahead.push(block);
  }
}
