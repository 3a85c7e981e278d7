/**
 * Whole numbers up to 2^53 in groups of seven bits, the lowest first.
 * Recipients exceed 32 bits.
 */
export class VarintWriter {
  private bytes: Uint8Array<ArrayBuffer>;
  private length = 0;

  constructor(capacity = 1024) {
    this.bytes = new Uint8Array(capacity);
  }

  write(value: number): void {
    if (this.length + 8 > this.bytes.length) {
      const wider = new Uint8Array(this.bytes.length * 2);
      wider.set(this.bytes);
      this.bytes = wider;
    }
    let rest = value;
    while (rest >= 2 ** 31) {
      this.bytes[this.length++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    // What fits is shifted: a division takes ten times as long.
    rest |= 0;
    while (rest >= 128) {
      this.bytes[this.length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.bytes[this.length++] = rest;
  }

  /** Bytes so far. */
  get size(): number {
    return this.length;
  }

  append(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.bytes.length) {
      const wider = new Uint8Array((this.length + bytes.length) * 2);
      wider.set(this.written());
      this.bytes = wider;
    }
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  written(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.length);
  }
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
