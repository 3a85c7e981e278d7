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
  private recipients: number[] = [];
  /** Where each recipient's marks end. */
  private ends: number[] = [];
  private marks: Mark[] = [];

  get first(): number {
    return this.recipients[0] ?? 0;
  }

  get last(): number {
    return this.recipients.at(-1) ?? 0;
  }

  get pairs(): number {
    return this.marks.length;
  }

  get full(): boolean {
    return this.recipients.length >= RECIPIENTS_A_BLOCK || this.marks.length >= PAIRS_A_BLOCK;
  }

  /** A mark of the recipient last added, or of one behind it. */
  add(recipient: number, mark: Mark): void {
    if (this.recipients.at(-1) !== recipient) {
      this.recipients.push(recipient);
      this.ends.push(0);
    }
    this.ends[this.ends.length - 1] = this.marks.push(mark);
  }

  /** The block so far; the builder is empty afterwards. */
  take(): Uint8Array<ArrayBuffer> {
    const { recipients, ends, marks } = this;
    const [only = 0] = marks;
    const uniform = marks.length === recipients.length && marks.every((mark) => mark === only);
    const writer = new VarintWriter(recipients.length * 4 + 32);
    writer.write(recipients.length);
    writer.write(uniform ? only + 1 : 0);
    let previous = 0;
    let at = 0;
    recipients.forEach((recipient, index) => {
      writer.write(recipient - previous);
      previous = recipient;
      if (uniform) return;
      for (const end = ends[index] ?? at; at < end; at++) {
        writer.write((marks[at] ?? 0) * 2 + (at + 1 < end ? 1 : 0));
      }
    });
    this.recipients = [];
    this.ends = [];
    this.marks = [];
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
