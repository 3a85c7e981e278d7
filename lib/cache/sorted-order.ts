/** A recipient has at most 50 bits: four digits of 13, 12, 13 and 12 bits. */
const LOW_BITS = 25;
const LOW_SIZE = 2 ** LOW_BITS;
const DIGITS = [
  { shift: 0, bits: 13 },
  { shift: 13, bits: 12 },
];

/**
 * Positions of the first `length` recipients in ascending order; equal ones keep
 * theirs. A radix sort: sorting positions by a comparison takes ten times as long.
 */
export function sortedOrder(recipients: Float64Array, length: number): Uint32Array {
  const low = new Uint32Array(length);
  const high = new Uint32Array(length);
  for (let i = 0; i < length; i++) {
    const recipient = recipients[i] ?? 0;
    const upper = Math.floor(recipient / LOW_SIZE);
    high[i] = upper;
    low[i] = recipient - upper * LOW_SIZE;
  }
  let order = Uint32Array.from({ length }, (_, index) => index);
  let next = new Uint32Array(length);
  for (const half of [low, high]) {
    for (const { shift, bits } of DIGITS) {
      const mask = 2 ** bits - 1;
      const starts = new Uint32Array(2 ** bits + 1);
      for (let i = 0; i < length; i++) {
        const digit = ((half[i] ?? 0) >>> shift) & mask;
        starts[digit + 1] = (starts[digit + 1] ?? 0) + 1;
      }
      for (let digit = 0; digit < mask; digit++) {
        starts[digit + 1] = (starts[digit + 1] ?? 0) + (starts[digit] ?? 0);
      }
      for (let i = 0; i < length; i++) {
        const position = order[i] ?? 0;
        const digit = ((half[position] ?? 0) >>> shift) & mask;
        const at = starts[digit] ?? 0;
        starts[digit] = at + 1;
        next[at] = position;
      }
      [order, next] = [next, order];
    }
  }
  return order;
}
