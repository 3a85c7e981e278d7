import { Unzip, UnzipInflate } from "fflate";
import { Failure } from "../../failure.ts";
import { piecesOf } from "../file-pieces.ts";

/** A small piece cannot unpack to much: a thousandfold at most. */
const PIECE = 1 << 15;
const MOST_PARTS = 1000;

/** Takes a part's bytes as they are unpacked. */
export type PartReader = (bytes: Uint8Array, last: boolean) => void;

/**
 * Unpacks those parts of a ZIP file that somebody wants, as a stream.
 * @throws Failure `workbook-broken`, `workbook-too-large` when they unpack to more than `most` bytes
 */
export async function unzipParts(
  file: Blob,
  readerOf: (name: string) => PartReader | null,
  most: number,
  signal: AbortSignal,
): Promise<void> {
  let parts = 0;
  let unpacked = 0;
  let failed: unknown = null;
  const unzip = new Unzip((part) => {
    if (++parts > MOST_PARTS) failed = new Failure("workbook-too-large");
    const read = readerOf(part.name);
    if (!read || failed !== null) return;
    part.ondata = (error, bytes, last) => {
      if (failed !== null) return;
      unpacked += bytes?.length ?? 0;
      if (error) failed = error;
      else if (unpacked > most) failed = new Failure("workbook-too-large");
      else read(bytes, last);
    };
    part.start();
  });
  unzip.register(UnzipInflate);
  let left = file.size;
  for await (const piece of piecesOf(file, signal, 1 << 20)) {
    for (let at = 0; at < piece.length && failed === null; at += PIECE) {
      const bytes = piece.subarray(at, at + PIECE);
      left -= bytes.length;
      try {
        unzip.push(bytes, left === 0);
      } catch (error) {
        // What is no ZIP, or was cut off.
        failed ??= error;
      }
    }
    if (failed !== null) break;
  }
  if (failed === null) return;
  throw failed instanceof Failure ? failed : new Failure("workbook-broken", { cause: failed });
}
