import { type DetectedEncoding, type Encoding, toUnits, type Units } from "./encoding.ts";

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

const MARKS: Readonly<Record<Encoding, readonly number[]>> = {
  "utf-8": [0xef, 0xbb, 0xbf],
  "utf-16le": [0xff, 0xfe],
  "utf-16be": [0xfe, 0xff],
  "windows-1252": [],
};

export const byteOrderMark = (encoding: Encoding): Uint8Array<ArrayBuffer> =>
  new Uint8Array(MARKS[encoding]);

/** Pieces of whole units: a UTF-16 unit may be cut between two of them. Half a unit at the very end goes to `onRest`. */
export async function* unitsOf(
  input: AsyncIterable<Uint8Array>,
  { encoding, markLength }: DetectedEncoding,
  onRest: (bytes: Uint8Array<ArrayBuffer>) => void,
): AsyncGenerator<Units> {
  const wide = encoding === "utf-16le" || encoding === "utf-16be";
  let toSkip = markLength;
  let odd: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  for await (const piece of input) {
    const skipped = Math.min(toSkip, piece.length);
    toSkip -= skipped;
    if (!wide) {
      yield piece.subarray(skipped) as Uint8Array<ArrayBuffer>;
      continue;
    }
    const body = new Uint8Array(odd.length + piece.length - skipped);
    body.set(odd);
    body.set(piece.subarray(skipped), odd.length);
    const whole = body.length & ~1;
    odd = body.slice(whole);
    yield toUnits(body.subarray(0, whole), encoding);
  }
  onRest(odd);
}
