import { type DetectedEncoding, toUnits, type Units } from "./encoding.ts";

/**
 * Pieces of whole units, without the byte order mark: a UTF-16 unit may be cut
 * between two pieces of bytes. Half a unit at the very end goes to `onRest`.
 */
export async function* unitsOf(
  input: AsyncIterable<Uint8Array>,
  { encoding, markLength }: DetectedEncoding,
  onRest: (bytes: Uint8Array<ArrayBuffer>) => void = () => undefined,
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
