const COMMA = 44;
const CR = 13;
const LF = 10;

/** Longer ones are not kept: what is looked at must not go beyond the padding of rows. */
const LONGEST = 128;
/** Their numbers are below it. */
export const MOST_STRETCHES = 4096;
/** Words by which a stretch is guessed before it is compared: behind what all business numbers begin with. */
const SAMPLED = [8, 16, 20] as const;
const SLOTS = 2 ** 13;
const SHIFT = 32 - 13;

/**
 * Stretches of cells that were met before, each with its number. Finding one costs a
 * guess by three of its words and one comparison, without looking for its end.
 */
export class Stretches {
  /** Of each stretch: its bytes as words, the lowest first, and how many bytes it has. */
  private readonly words: Int32Array[] = [];
  private readonly lengths = new Int32Array(MOST_STRETCHES);
  private readonly numbers = new Map<string, number>();
  /** Number of the entry that was made last for a sample, plus one. */
  private readonly slots = new Int32Array(SLOTS);
  /** Of each entry: its stretch, and the entry before it. */
  private readonly entries = new Int32Array(MOST_STRETCHES);
  private readonly before = new Int32Array(MOST_STRETCHES);
  private entryCount = 0;

  /** The stretch that begins here; -1 when it was not met, or another one begins alike. */
  find(view: DataView, at: number): number {
    for (let entry = this.slots[sampleAt(view, at)] ?? 0; entry > 0; ) {
      const number = this.entries[entry - 1] ?? 0;
      if (this.isAt(number, view, at)) return number;
      entry = this.before[entry - 1] ?? 0;
    }
    return -1;
  }

  lengthOf(number: number): number {
    return this.lengths[number] ?? 0;
  }

  /** Its number; -1 when there are too many to keep. */
  learn(view: DataView, at: number, length: number): number {
    if (length > LONGEST || this.entryCount === MOST_STRETCHES) return -1;
    const bytes = new Uint8Array(LONGEST + 4);
    bytes.set(new Uint8Array(view.buffer, view.byteOffset + at, length));
    const key = String.fromCharCode(...bytes.subarray(0, length));
    let number = this.numbers.get(key);
    if (number === undefined) {
      const copy = new DataView(bytes.buffer);
      const words = Int32Array.from({ length: (length >>> 2) + 1 }, (_, word) =>
        copy.getInt32(4 * word, true),
      );
      number = this.words.push(words) - 1;
      this.lengths[number] = length;
      this.numbers.set(key, number);
    }
    if (this.find(view, at) === number) return number;
    const slot = sampleAt(view, at);
    this.entries[this.entryCount] = number;
    this.before[this.entryCount] = this.slots[slot] ?? 0;
    this.slots[slot] = ++this.entryCount;
    return number;
  }

  private isAt(number: number, view: DataView, begin: number): boolean {
    const words = this.words[number];
    if (!words) return false;
    const length = this.lengths[number] ?? 0;
    const whole = length >>> 2;
    let at = begin;
    for (let word = 0; word < whole; word++, at += 4) {
      if (view.getInt32(at, true) !== words[word]) return false;
    }
    // What is left of the last word is compared in as many bits.
    const bits = (1 << (8 * (length & 3))) - 1;
    if (((view.getInt32(at, true) ^ (words[whole] ?? 0)) & bits) !== 0) return false;
    const next = view.getUint8(begin + length);
    return next === COMMA || next === CR || next === LF;
  }
}

function sampleAt(view: DataView, at: number): number {
  const [first, second, third] = SAMPLED;
  const words = view.getInt32(at + first) ^ Math.imul(view.getInt32(at + second), 0x9e3779b1);
  return Math.imul(words ^ (view.getInt32(at + third) >>> 3), 0x85ebca6b) >>> SHIFT;
}
