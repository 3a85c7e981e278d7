import type { UploadStatus } from "../messages/protocol.ts";

/** Rows that nobody has given up and RingCentral has not: not sent yet, or refused and not sent again. */
export function unsentRows(uploads: readonly UploadStatus[]): number {
  const retried = new Set(uploads.map(({ retryOf }) => retryOf));
  return uploads
    .filter(({ state }) => state !== "cancelled")
    .map(({ id, optOuts, optIns, done, refused }) => {
      const open = optOuts + optIns - done;
      return retried.has(id) ? open - refused : open;
    })
    .reduce((sum, open) => sum + open, 0);
}
