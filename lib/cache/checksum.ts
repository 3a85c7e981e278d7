/** FNV-1a: notices a torn, flipped or misplaced value, no more. */
export function checksumOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < bytes.length; at++) {
    hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  }
  return hash >>> 0;
}

const LENGTH = 4;

/** The content with its checksum in front. */
export function seal(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const sealed = new Uint8Array(LENGTH + content.length);
  new DataView(sealed.buffer).setUint32(0, checksumOf(content));
  sealed.set(content, LENGTH);
  return sealed;
}

/** Null when the value is not what was sealed. */
export function unseal(value: unknown): Uint8Array | null {
  if (!(value instanceof Uint8Array) || value.length < LENGTH) return null;
  const content = value.subarray(LENGTH);
  const expected = new DataView(value.buffer, value.byteOffset).getUint32(0);
  return checksumOf(content) === expected ? content : null;
}
