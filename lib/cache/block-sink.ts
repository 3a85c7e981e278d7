import { unwrap } from "idb";
import { isOptedIn, type Mark } from "../consent/pair-columns.ts";
import { toFailure } from "../failure.ts";
import { BlockBuilder } from "./block.ts";
import type { CacheDatabase } from "./database.ts";
import { DetailsBuilder } from "./details.ts";
import { inTransaction } from "./transaction.ts";

/** Blocks in one write: bounds what a look-up has to wait for. */
const BLOCKS_A_WRITE = 64;

/** Keys are arrays, and an array sorts after every number. */
export const ofGeneration = (generation: number): IDBKeyRange =>
  IDBKeyRange.bound([generation], [generation, []]);

/** Everything that a load wrote before its commit, whichever load it was. */
export async function dropUncommitted(db: CacheDatabase, generation: number | null): Promise<void> {
  const ranges =
    generation === null
      ? [IDBKeyRange.lowerBound([])]
      : [
          IDBKeyRange.upperBound([generation], true),
          IDBKeyRange.lowerBound([generation, []], true),
        ];
  await inTransaction(db, ["blocks", "details", "runs"], "readwrite", async (writing) => {
    for (const range of ranges) {
      await writing.objectStore("blocks").delete(range);
      await writing.objectStore("details").delete(range);
    }
    await writing.objectStore("runs").clear();
  });
}

interface FullBlock {
  readonly index: number;
  readonly block: Uint8Array<ArrayBuffer>;
  readonly details: Uint8Array<ArrayBuffer>;
}

/** Writes sorted pairs to disk as the blocks of one generation. */
export class BlockSink {
  optOuts = 0;
  private readonly db: CacheDatabase;
  private readonly generation: number;
  private readonly block = new BlockBuilder();
  private readonly details = new DetailsBuilder();
  private readonly blockFirsts: number[] = [];
  private waiting: FullBlock[] = [];
  private writing: Promise<void> = Promise.resolve();

  constructor(db: CacheDatabase, generation: number) {
    this.db = db;
    this.generation = generation;
  }

  /** Recipients in ascending order. */
  add(recipient: number, mark: Mark, source: number, seconds: number, nanos: number): void {
    if (this.block.full && this.block.last !== recipient) this.endBlock();
    this.block.add(recipient, mark);
    this.details.add(source, seconds, nanos);
    if (!isOptedIn(mark)) this.optOuts++;
  }

  /** Whether enough has gathered to be written. */
  get heavy(): boolean {
    return this.waiting.length >= BLOCKS_A_WRITE;
  }

  /** The next blocks are built while these are written, and no more than these. */
  async flush(): Promise<void> {
    await this.writing;
    this.writing = this.write(this.waiting);
    this.writing.catch(toFailure);
    this.waiting = [];
  }

  private async write(waiting: readonly FullBlock[]): Promise<void> {
    const { generation } = this;
    await inTransaction(this.db, ["blocks", "details"], "readwrite", async (writing) => {
      // Without idb, which makes promises for each: one that fails ends the transaction.
      const blocks = unwrap(writing.objectStore("blocks"));
      const all = unwrap(writing.objectStore("details"));
      for (const { index, block, details } of waiting) {
        blocks.put(block, [generation, index]);
        all.put(details, [generation, index]);
        // Copied: their memory is given back now, the collector leaves it until much has gathered.
        block.buffer.transfer(0);
        details.buffer.transfer(0);
      }
    });
  }

  async finish(): Promise<void> {
    if (this.block.pairs > 0) this.endBlock();
    await this.flush();
    await this.writing;
  }

  /** The first recipient of each block. */
  firsts(): Float64Array<ArrayBuffer> {
    return Float64Array.from(this.blockFirsts);
  }

  private endBlock(): void {
    const index = this.blockFirsts.push(this.block.first) - 1;
    this.waiting.push({ index, block: this.block.take(), details: this.details.take() });
  }
}
