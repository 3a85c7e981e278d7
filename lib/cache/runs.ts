import { BYTES_A_PAIR, PairColumns } from "../consent/pair-columns.ts";
import { Failure } from "../failure.ts";
import { sealed, unseal } from "./checksum.ts";
import type { CacheDatabase } from "./database.ts";
import { inTransaction } from "./transaction.ts";

/** Chunks on their way to the disk at a time: what waits there takes memory, too. */
const CHUNKS_A_WRITE = 4;

/** Sorted pairs, chunk after chunk; each is valid until the next is asked for. */
export type SortedChunks = AsyncIterator<PairColumns, void> | Iterator<PairColumns, void>;

/** Writes a run to disk. Gives how many chunks it has. */
export async function storeRun(
  db: CacheDatabase,
  run: number,
  sorted: Iterable<PairColumns>,
): Promise<number> {
  let stored = 0;
  const write = (chunks: readonly Uint8Array[]): Promise<void> =>
    inTransaction(db, ["runs"], "readwrite", async (writing) => {
      // Async, so that a put that throws at once leaves no other's rejection unheard.
      const put = async (bytes: Uint8Array): Promise<unknown> =>
        writing.objectStore("runs").put(bytes, [run, stored++]);
      await Promise.all(chunks.map(put));
    });
  let waiting: Uint8Array[] = [];
  for (const chunk of sorted) {
    const size = chunk.length * BYTES_A_PAIR;
    waiting.push(sealed(size, (space) => chunk.copyTo(space, 0, chunk.length)));
    if (waiting.length < CHUNKS_A_WRITE) continue;
    await write(waiting);
    waiting = [];
  }
  if (waiting.length > 0) await write(waiting);
  return stored;
}

/** One that `storeRun` wrote. */
export async function* storedRun(
  db: CacheDatabase,
  run: number,
  chunks: number,
): AsyncGenerator<PairColumns, void> {
  for (let chunk = 0; chunk < chunks; chunk++) {
    const content = unseal(await db.get("runs", [run, chunk]));
    if (!content) throw new Failure("storage-fault", { detail: "run of a load" });
    yield PairColumns.over(content);
  }
}
