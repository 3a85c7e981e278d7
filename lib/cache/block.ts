import type { Mark } from "../consent/pair-columns.ts";
import { seal, unseal } from "./checksum.ts";
import { VarintReader, VarintWriter } from "./varint.ts";

/** Larger blocks cost a look-up more, smaller ones cost IndexedDB more. */
export const RECIPIENTS_A_BLOCK = 1024;
/** Bounds a block of recipients that many business numbers may not text. */
const PAIRS_A_BLOCK = 4 * RECIPIENTS_A_BLOCK;

/**
 * A block: how many recipients; the mark that all of them have and no other, plus
 * one, or 0; then each recipient in ascending order as the difference to the one
 * before and, where marks differ, its marks, each as `2 * mark + (another follows ? 1 : 0)`.
 */
export class BlockBuilder {
  private readonly recipients = new Float64Array(RECIPIENTS_A_BLOCK);
  /** Where each recipient's marks end. */
  private readonly ends = new Uint32Array(RECIPIENTS_A_BLOCK);
  private marks = new Uint32Array(PAIRS_A_BLOCK);
  private count = 0;
  /** Of its marks. */
  pairs = 0;

  get first(): number {
    return this.recipients[0] ?? 0;
  }

  get last(): number {
    return this.count > 0 ? (this.recipients[this.count - 1] ?? 0) : 0;
  }

  get full(): boolean {
    return this.count === RECIPIENTS_A_BLOCK || this.pairs >= PAIRS_A_BLOCK;
  }

  /** A mark of the recipient last added or, unless the block is full, of one behind it. */
  add(recipient: number, mark: Mark): void {
    if (this.last !== recipient) this.recipients[this.count++] = recipient;
    if (this.pairs === this.marks.length) {
      const wider = new Uint32Array(this.pairs * 2);
      wider.set(this.marks);
      this.marks = wider;
    }
    this.marks[this.pairs++] = mark;
    this.ends[this.count - 1] = this.pairs;
  }

  /** The block so far; the builder is empty afterwards. */
  take(): Uint8Array<ArrayBuffer> {
    const { recipients, ends, marks, count, pairs } = this;
    const [only = 0] = marks;
    let uniform = pairs === count;
    for (let at = 0; uniform && at < pairs; at++) uniform = marks[at] === only;
    const writer = new VarintWriter(count * 4 + 32);
    writer.write(count);
    writer.write(uniform ? only + 1 : 0);
    let previous = 0;
    let at = 0;
    for (let index = 0; index < count; index++) {
      const recipient = recipients[index] ?? 0;
      writer.write(recipient - previous);
      previous = recipient;
      for (const end = uniform ? at : (ends[index] ?? at); at < end; at++) {
        writer.write((marks[at] ?? 0) * 2 + (at + 1 < end ? 1 : 0));
      }
    }
    this.count = 0;
    this.pairs = 0;
    return seal(writer.written());
  }
}

/** Reads a block from its first recipient to its last. */
export class BlockCursor {
  recipient = 0;
  /** Of `recipient`. */
  readonly marks: Mark[] = [];
  /** Pairs before those of `recipient`. */
  place = 0;
  private left: number;
  private readonly reader: VarintReader;
  private readonly only: number;

  private constructor(reader: VarintReader) {
    this.reader = reader;
    this.left = reader.read();
    this.only = reader.read();
  }

  /** Null when the block is damaged, or not the one that begins with `first`. */
  static open(stored: unknown, first: number): BlockCursor | null {
    const content = unseal(stored);
    if (!content) return null;
    const cursor = new BlockCursor(new VarintReader(content));
    return cursor.next() && cursor.recipient === first ? cursor : null;
  }

  /** False at the end. */
  next(): boolean {
    if (!(this.left > 0)) return false;
    this.left--;
    this.place += this.marks.length;
    this.marks.length = 0;
    this.recipient += this.reader.read();
    if (this.only > 0) {
      this.marks.push(this.only - 1);
      return true;
    }
    let written: number;
    do {
      written = this.reader.read();
      this.marks.push(Math.floor(written / 2));
    } while (written % 2 === 1);
    return true;
  }
}
