import { BYTES_A_PAIR, PairColumns } from "../consent/pair-columns.ts";
import { Failure } from "../failure.ts";
import { sealed, unseal } from "./checksum.ts";
import type { CacheDatabase } from "./database.ts";

/** Sorted pairs, chunk after chunk; each is valid until the next is asked for. */
export type SortedChunks = AsyncIterator<PairColumns, void> | Iterator<PairColumns, void>;

/** Writes a run to disk, in chunks of so many pairs. Gives how many chunks it has. */
export async function storeRun(
  db: CacheDatabase,
  run: number,
  sorted: Iterable<PairColumns>,
  pairsAChunk: number,
): Promise<number> {
  let chunks = 0;
  const write = async (pairs: PairColumns): Promise<void> => {
    const size = pairs.length * BYTES_A_PAIR;
    const bytes = sealed(size, (space) => pairs.copyTo(space, 0, pairs.length));
    await db.put("runs", bytes, [run, chunks++]);
    bytes.buffer.transfer(0);
  };
  const gathered = new PairColumns(pairsAChunk);
  for (const pairs of sorted) {
    for (let start = 0; start < pairs.length; ) {
      start += gathered.append(pairs, start, pairsAChunk - gathered.length);
      if (gathered.length < pairsAChunk) continue;
      await write(gathered);
      gathered.length = 0;
    }
  }
  if (gathered.length > 0) await write(gathered);
  return chunks;
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
    const pairs = PairColumns.over(content);
    yield pairs;
    pairs.free();
  }
}
