import type { StoredBlock } from "./database.ts";

/** Recipients in one block. Larger blocks cost a look-up more, smaller ones cost IndexedDB more. */
export const BLOCK_SIZE = 4096;

/** FNV-1a over the bytes: notices a torn or flipped value, no more. */
export function checksumOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** Ascending, distinct recipients (at most 15 digits each) as variable-length differences. */
export function encodeBlock(recipients: Float64Array): StoredBlock {
  const bytes = new Uint8Array(recipients.length * 8);
  let length = 0;
  let previous = 0;
  for (const recipient of recipients) {
    let difference = recipient - previous;
    previous = recipient;
    // Division, not shifts: differences may exceed 32 bits.
    while (difference >= 128) {
      bytes[length++] = (difference % 128) | 128;
      difference = Math.floor(difference / 128);
    }
    bytes[length++] = difference;
  }
  const stored = bytes.slice(0, length);
  return {
    recipients: stored,
    count: recipients.length,
    first: recipients[0] ?? 0,
    checksum: checksumOf(stored),
  };
}

/** Null when the block is damaged. */
export function decodeBlock(block: StoredBlock): Float64Array | null {
  if (!(block?.recipients instanceof Uint8Array)) return null;
  if (checksumOf(block.recipients) !== block.checksum) return null;
  const recipients = new Float64Array(block.count);
  let value = 0;
  let scale = 1;
  let difference = 0;
  let at = 0;
  for (const byte of block.recipients) {
    difference += (byte & 127) * scale;
    if (byte >= 128) {
      scale *= 128;
      continue;
    }
    value += difference;
    recipients[at++] = value;
    difference = 0;
    scale = 1;
  }
  return at === block.count ? recipients : null;
}

/** Position of a recipient among ascending ones; -1 when it is not there. */
export function indexOf(sorted: Float64Array, recipient: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const value = sorted[middle] ?? 0;
    if (value === recipient) return middle;
    if (value < recipient) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
