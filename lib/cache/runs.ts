import { BYTES_A_PAIR, PairColumns } from "../consent/pair-columns.ts";
import { Failure } from "../failure.ts";
import { sealed, unseal } from "./checksum.ts";
import type { CacheDatabase } from "./database.ts";
import { inTransaction } from "./transaction.ts";

const PAIRS_A_CHUNK = 2 ** 14;

/** Sorted pairs of a load that is under way, gone through one after the other. */
export class Run {
  /** Of the pair at hand; Infinity at the end. */
  recipient = 0;
  /** Where the pair at hand is; other pairs of the run may be in others. */
  columns: PairColumns;
  /** Of the pair at hand. */
  index = 0;
  private readonly more: AsyncGenerator<PairColumns> | null;

  private constructor(columns: PairColumns, more: AsyncGenerator<PairColumns> | null) {
    this.columns = columns;
    this.more = more;
    this.settle();
  }

  static inMemory(sorted: PairColumns): Run {
    return new Run(sorted, null);
  }

  /** One that `storeRun` wrote. */
  static async onDisk(db: CacheDatabase, run: number, pairs: number): Promise<Run> {
    const more = readChunks(db, run, pairs);
    const first = await more.next();
    return new Run(first.value ?? new PairColumns(0), more);
  }

  /** To the next pair; null when that needs no reading. */
  advance(): Promise<void> | null {
    if (++this.index >= this.columns.length && this.more) return this.readOn(this.more);
    this.settle();
    return null;
  }

  private async readOn(more: AsyncGenerator<PairColumns>): Promise<void> {
    const { value } = await more.next();
    if (value) {
      this.columns = value;
      this.index = 0;
    }
    this.settle();
  }

  private settle(): void {
    this.recipient =
      this.index < this.columns.length
        ? (this.columns.recipients[this.index] ?? 0)
        : Number.POSITIVE_INFINITY;
  }
}

const chunksOf = (pairs: number): number => Math.ceil(pairs / PAIRS_A_CHUNK);

async function* readChunks(
  db: CacheDatabase,
  run: number,
  pairs: number,
): AsyncGenerator<PairColumns, undefined> {
  for (let chunk = 0; chunk < chunksOf(pairs); chunk++) {
    const content = unseal(await db.get("runs", [run, chunk]));
    if (!content) throw new Failure("storage-fault", { detail: "run of a load" });
    yield PairColumns.over(content);
  }
}

/** Writes a run to disk. What it holds is copied before this returns. */
export async function storeRun(db: CacheDatabase, run: number, sorted: PairColumns): Promise<void> {
  await inTransaction(db, ["runs"], "readwrite", async (writing) => {
    // Async, so that a put that throws at once leaves no other's rejection unheard.
    const put = async (chunk: number): Promise<unknown> => {
      const start = chunk * PAIRS_A_CHUNK;
      const end = Math.min(sorted.length, start + PAIRS_A_CHUNK);
      const bytes = sealed((end - start) * BYTES_A_PAIR, (space) =>
        sorted.copyTo(space, start, end),
      );
      return writing.objectStore("runs").put(bytes, [run, chunk]);
    };
    await Promise.all(Array.from({ length: chunksOf(sorted.length) }, (_, chunk) => put(chunk)));
  });
}
