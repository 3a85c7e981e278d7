import type { Mark } from "../consent/pair-columns.ts";
import { sealed, unseal } from "./checksum.ts";
import { LONGEST_VARINT, VarintReader, writeVarint } from "./varint.ts";

/** Larger blocks cost a look-up more, smaller ones cost IndexedDB more. */
export const RECIPIENTS_A_BLOCK = 2048;
/** Recipients between two signposts. */
const STAGE = 64;
/** Bounds a block of recipients that many business numbers may not text: Chromium keeps values of more than 64 KB, as its details would be, in files of their own. */
const PAIRS_A_BLOCK = 4096;

/**
 * A block: how many recipients; the mark that all of them have and no other, plus
 * one, or 0; the bytes of its signposts, and those. Then each recipient in ascending
 * order as the difference to the one before and, where marks differ, its marks, each
 * as `2 * mark + (another follows ? 1 : 0)`. A signpost, one for every so many
 * recipients, tells how far it is to the next: the difference of the recipients that
 * stand before them, the bytes between them, the pairs between them.
 */
export class BlockBuilder {
  private readonly recipients = new Float64Array(RECIPIENTS_A_BLOCK);
  /** Where each recipient's marks end. */
  private readonly ends = new Uint32Array(RECIPIENTS_A_BLOCK);
  private marks = new Uint32Array(PAIRS_A_BLOCK);
  /** Used again and again. */
  private readonly head = new Uint8Array(((3 * RECIPIENTS_A_BLOCK) / STAGE) * LONGEST_VARINT);
  private body = new Uint8Array(0);
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
    const room = (count + pairs) * LONGEST_VARINT;
    if (this.body.length < room) this.body = new Uint8Array(room);
    const { body, head } = this;
    // Behind the three numbers of the head.
    const first = 3 * LONGEST_VARINT;
    let signposts = first;
    let passedRecipient = 0;
    let passedBytes = 0;
    let passedPairs = 0;
    let size = 0;
    let previous = 0;
    let at = 0;
    for (let index = 0; index < count; index++) {
      const place = uniform ? index : at;
      if (index > 0 && index % STAGE === 0) {
        signposts = writeVarint(head, signposts, previous - passedRecipient);
        signposts = writeVarint(head, signposts, size - passedBytes);
        signposts = writeVarint(head, signposts, place - passedPairs);
        passedRecipient = previous;
        passedBytes = size;
        passedPairs = place;
      }
      const recipient = recipients[index] ?? 0;
      size = writeVarint(body, size, recipient - previous);
      previous = recipient;
      for (const end = uniform ? at : (ends[index] ?? at); at < end; at++) {
        size = writeVarint(body, size, (marks[at] ?? 0) * 2 + (at + 1 < end ? 1 : 0));
      }
    }
    this.count = 0;
    this.pairs = 0;
    let begin = writeVarint(head, 0, count);
    begin = writeVarint(head, begin, uniform ? only + 1 : 0);
    begin = writeVarint(head, begin, signposts - first);
    const end = signposts;
    return sealed(begin + end - first + size, (space) => {
      space.set(head.subarray(0, begin));
      space.set(head.subarray(first, end), begin);
      space.set(body.subarray(0, size), begin + end - first);
    });
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
  private readonly bytes: Uint8Array;
  private readonly reader: VarintReader;
  private readonly only: number;
  /** Where the first recipient is. */
  private readonly body: number;
  private readonly signposts: VarintReader;
  /** The next signpost ahead: recipients behind it, the one before it, its place in the body, pairs before it. */
  private ahead = { left: 0, recipient: 0, bytes: 0, pairs: 0 };

  private constructor(content: Uint8Array) {
    const reader = new VarintReader(content);
    this.bytes = content;
    this.reader = reader;
    this.left = reader.read();
    this.only = reader.read();
    const signposted = reader.read();
    this.signposts = new VarintReader(content, reader.at);
    reader.at += signposted;
    this.body = reader.at;
    this.ahead.left = this.left;
    this.readSignpost();
  }

  /** Null when the block is damaged, or not the one that begins with `first`. */
  static open(stored: unknown, first: number): BlockCursor | null {
    const content = unseal(stored);
    if (!content) return null;
    const cursor = new BlockCursor(content);
    return cursor.next() && cursor.recipient === first ? cursor : null;
  }

  /** On to the first recipient that is no less; false when there is none. */
  to(recipient: number): boolean {
    // The one before a signpost is less, too: none is left out.
    while (this.ahead.left > 0 && this.ahead.recipient < recipient) {
      if (this.ahead.left < this.left) this.turnUp();
      this.readSignpost();
    }
    return this.skimTo(recipient);
  }

  /** As `next` would, one after the other, without a look at marks on the way: a worker's first answer runs it unoptimized. */
  private skimTo(wanted: number): boolean {
    const { reader, only, bytes } = this;
    let { left, recipient, place } = this;
    let pairs = this.marks.length;
    let { at } = reader;
    let marks = -1;
    while (recipient < wanted && left > 0) {
      left--;
      place += pairs;
      let byte = bytes[at++] ?? 0;
      for (let scale = 1; ; scale *= 128) {
        recipient += (byte & 127) * scale;
        if (byte < 128) break;
        byte = bytes[at++] ?? 0;
      }
      marks = at;
      pairs = 1;
      if (only > 0) continue;
      for (byte = bytes[at++] ?? 0; ; byte = bytes[at++] ?? 0) {
        const isLast = byte % 2 === 0;
        while (byte > 127) byte = bytes[at++] ?? 0;
        if (isLast) break;
        pairs++;
      }
    }
    if (marks >= 0) {
      this.left = left;
      this.recipient = recipient;
      this.place = place;
      reader.at = marks;
      this.marks.length = 0;
      this.readMarks();
    }
    return recipient >= wanted;
  }

  /** At the signpost ahead, as if all before it had been read. */
  private turnUp(): void {
    const { left, recipient, bytes, pairs } = this.ahead;
    this.left = left;
    this.recipient = recipient;
    this.reader.at = this.body + bytes;
    this.place = pairs;
    this.marks.length = 0;
  }

  private readSignpost(): void {
    const { ahead, signposts } = this;
    ahead.left = Math.max(0, ahead.left - STAGE);
    if (signposts.at >= this.body) ahead.left = 0;
    if (ahead.left === 0) return;
    ahead.recipient += signposts.read();
    ahead.bytes += signposts.read();
    ahead.pairs += signposts.read();
  }

  /** False at the end. */
  next(): boolean {
    if (!(this.left > 0)) return false;
    this.left--;
    this.place += this.marks.length;
    this.marks.length = 0;
    this.recipient += this.reader.read();
    this.readMarks();
    return true;
  }

  private readMarks(): void {
    if (this.only > 0) {
      this.marks.push(this.only - 1);
      return;
    }
    let written: number;
    do {
      written = this.reader.read();
      this.marks.push(Math.floor(written / 2));
    } while (written % 2 === 1);
  }
}
