/** Large enough that asking for a piece costs nothing beside reading it. */
const PIECE = 4 << 20;

/** The bytes of a file in pieces, a few megabytes in memory at a time. */
export async function* piecesOf(
  file: Blob,
  signal: AbortSignal,
  size = PIECE,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < file.size; at += size) {
    signal.throwIfAborted();
    yield new Uint8Array(await file.slice(at, at + size).arrayBuffer());
  }
}
