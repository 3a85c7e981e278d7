/** Of a whole number up to 2^53. */
export const LONGEST_VARINT = 8;

/**
 * Writes a whole number up to 2^53 in groups of seven bits, the lowest first: recipients
 * exceed 32 bits. Gives the place behind it.
 */
export function writeVarint(bytes: Uint8Array, place: number, value: number): number {
  let at = place;
  let rest = value;
  while (rest >= 2 ** 31) {
    bytes[at++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  // What fits is shifted: a division takes ten times as long.
  rest |= 0;
  while (rest >= 128) {
    bytes[at++] = (rest & 127) | 128;
    rest >>>= 7;
  }
  bytes[at++] = rest;
  return at;
}

export class VarintReader {
  /** Of the next number. */
  at: number;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  /** NaN behind the end. */
  read(): number {
    let byte = this.bytes[this.at++] ?? Number.NaN;
    if (byte < 128) return byte;
    let value = 0;
    let scale = 1;
    while (byte >= 128) {
      value += (byte & 127) * scale;
      scale *= 128;
      byte = this.bytes[this.at++] ?? Number.NaN;
    }
    return value + byte * scale;
  }

  get done(): boolean {
    return this.at >= this.bytes.length;
  }
}
