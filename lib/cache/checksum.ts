/** FNV-1a, a word at a time: notices a torn, flipped or misplaced value, no more. */
export function checksumOf(bytes: Uint8Array): number {
  const { byteOffset, length } = bytes;
  const { buffer } = byteOffset % 4 === 0 ? bytes : bytes.slice();
  // A typed array and no DataView: a worker that has just begun runs this unoptimized.
  const words = new Int32Array(buffer, byteOffset % 4 === 0 ? byteOffset : 0, length >>> 2);
  let hash = 0x811c9dc5;
  for (let at = 0; at < words.length; at++) hash = Math.imul(hash ^ (words[at] ?? 0), 0x01000193);
  for (let at = length & ~3; at < length; at++) {
    hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  }
  return hash >>> 0;
}

/** Checksum and length; eight bytes leave the content aligned for any typed array. */
const HEAD = 8;

/** The content with what proves it in front. */
export const seal = (content: Uint8Array): Uint8Array<ArrayBuffer> =>
  sealed(content.length, (space) => space.set(content));

/** The same for content that is written where it stays. */
export function sealed(
  length: number,
  write: (space: Uint8Array<ArrayBuffer>) => void,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEAD + length);
  const content = bytes.subarray(HEAD);
  write(content);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, checksumOf(content));
  view.setUint32(4, length);
  return bytes;
}

/** Null when the value is not what was sealed. */
export function unseal(value: unknown): Uint8Array<ArrayBuffer> | null {
  if (!isBytes(value) || value.length < HEAD) return null;
  const content = value.subarray(HEAD);
  const view = new DataView(value.buffer, value.byteOffset);
  const whole = view.getUint32(4) === content.length && view.getUint32(0) === checksumOf(content);
  return whole ? content : null;
}

const isBytes = (value: unknown): value is Uint8Array<ArrayBuffer> =>
  value instanceof Uint8Array && value.buffer instanceof ArrayBuffer;
