import { BYTES_A_PAIR, PairColumns } from "../consent/pair-columns.ts";
import { Failure } from "../failure.ts";
import { seal, unseal } from "./checksum.ts";
import type { CacheDatabase } from "./database.ts";
import { sortedOrder } from "./sorted-order.ts";
import { inTransaction } from "./transaction.ts";

const PAIRS_A_CHUNK = 8192;
const CHUNKS_A_WRITE = 16;

/** Goes through sorted pairs, one after the other. */
export interface PairCursor {
  /** Of the pair at hand; Infinity at the end. */
  readonly recipient: number;
  copyTo(group: PairColumns): void;
  /** To the next pair; null when that needs no reading. */
  advance(): Promise<void> | null;
}

/** A run that is still in memory. */
export class MemoryRun implements PairCursor {
  recipient = 0;
  private readonly columns: PairColumns;
  private readonly order: Uint32Array;
  private index = -1;

  constructor(columns: PairColumns) {
    this.columns = columns;
    this.order = sortedOrder(columns.recipients, columns.length);
    this.advance();
  }

  copyTo(group: PairColumns): void {
    group.copyFrom(this.columns, this.order[this.index] ?? 0);
  }

  advance(): null {
    const position = this.order[++this.index];
    this.recipient =
      position === undefined ? Number.POSITIVE_INFINITY : (this.columns.recipients[position] ?? 0);
    return null;
  }
}

/** A run on disk, read a chunk at a time. */
export class StoredRun implements PairCursor {
  recipient = 0;
  private readonly db: CacheDatabase;
  private readonly run: number;
  private readonly chunks: number;
  private chunk = -1;
  private columns = new PairColumns(0);
  private index = 0;

  constructor(db: CacheDatabase, run: number, chunks: number) {
    this.db = db;
    this.run = run;
    this.chunks = chunks;
  }

  copyTo(group: PairColumns): void {
    group.copyFrom(this.columns, this.index);
  }

  advance(): Promise<void> | null {
    this.index++;
    if (this.index >= this.columns.length && this.chunk + 1 < this.chunks) return this.readChunk();
    this.recipient =
      this.index < this.columns.length
        ? (this.columns.recipients[this.index] ?? 0)
        : Number.POSITIVE_INFINITY;
    return null;
  }

  async readChunk(): Promise<void> {
    this.chunk++;
    const content = unseal(await this.db.get("runs", [this.run, this.chunk]));
    if (!content) throw new Failure("storage-fault", { detail: "run of a load" });
    this.columns = unpack(content);
    this.index = 0;
    this.recipient = this.columns.recipients[0] ?? 0;
  }
}

/** Writes pairs to disk, sorted. Gives the number of chunks. */
export async function storeRun(
  db: CacheDatabase,
  run: number,
  columns: PairColumns,
): Promise<number> {
  const order = sortedOrder(columns.recipients, columns.length);
  let chunks = 0;
  for (let start = 0; start < order.length; ) {
    await inTransaction(db, ["runs"], "readwrite", async (writing) => {
      const put = async (): Promise<unknown> => {
        const part = order.subarray(start, start + PAIRS_A_CHUNK);
        start += part.length;
        return writing.objectStore("runs").put(pack(columns, part), [run, chunks++]);
      };
      await Promise.all(
        Array.from({ length: CHUNKS_A_WRITE }, () => start < order.length && put()),
      );
    });
  }
  return chunks;
}

function pack(columns: PairColumns, positions: Uint32Array): Uint8Array<ArrayBuffer> {
  const content = new Uint8Array(positions.length * BYTES_A_PAIR);
  const chunk = PairColumns.over(content, positions.length);
  chunk.length = 0;
  for (const position of positions) chunk.copyFrom(columns, position);
  return seal(content);
}

const unpack = (content: Uint8Array<ArrayBuffer>): PairColumns =>
  PairColumns.over(content, content.length / BYTES_A_PAIR);
