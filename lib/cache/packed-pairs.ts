import { type PairColumns, WORDS } from "../consent/pair-columns.ts";
import { LONGEST_VARINT, VarintReader, writeVarint } from "./varint.ts";

/** Of the word that says how many pairs there are. */
const HEAD = 4;
/** Seconds and nanoseconds of a pair. */
const TIME = 8;

/**
 * Packs sorted pairs into some twelve bytes each: how many there are, the seconds of
 * all and the nanoseconds of all as words; then of each pair the recipient as the
 * difference to the one before, and its kind.
 */
export class PairPacker {
  /** Used again and again. */
  private space = new Uint8Array(0);

  /** Valid until the next. */
  pack({ recipients, words }: PairColumns, start: number, end: number): Uint8Array<ArrayBuffer> {
    const length = end - start;
    const most = HEAD + length * (TIME + 2 * LONGEST_VARINT);
    if (this.space.length < most) this.space = new Uint8Array(most);
    const { space } = this;
    const times = new Uint32Array(space.buffer, HEAD, 2 * length);
    new Uint32Array(space.buffer, 0, 1)[0] = length;
    let at = HEAD + length * TIME;
    let previous = 0;
    for (let index = 0, word = start * WORDS; index < length; index++, word += WORDS) {
      const recipient = recipients[start + index] ?? 0;
      at = writeVarint(space, at, recipient - previous);
      previous = recipient;
      at = writeVarint(space, at, words[word] ?? 0);
      times[index] = words[word + 1] ?? 0;
      times[length + index] = words[word + 2] ?? 0;
    }
    return space.subarray(0, at);
  }
}

/** Replaces what is in `pairs`. `packed` is aligned to four. */
export function unpack(packed: Uint8Array<ArrayBuffer>, pairs: PairColumns): void {
  const { buffer, byteOffset } = packed;
  const [length = 0] = new Uint32Array(buffer, byteOffset, 1);
  const times = new Uint32Array(buffer, byteOffset + HEAD, 2 * length);
  pairs.resize(length);
  const { recipients, words } = pairs;
  const reader = new VarintReader(packed, HEAD + length * TIME);
  let recipient = 0;
  for (let index = 0, word = 0; index < length; index++, word += WORDS) {
    recipient += reader.read();
    recipients[index] = recipient;
    words[word] = reader.read();
    words[word + 1] = times[index] ?? 0;
    words[word + 2] = times[length + index] ?? 0;
  }
}
