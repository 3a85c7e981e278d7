import { isOptedIn, type Mark } from "../consent/pair-columns.ts";
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

/** Writes sorted pairs to disk as the blocks of one generation. */
export class BlockSink {
  optOuts = 0;
  private readonly db: CacheDatabase;
  private readonly generation: number;
  private readonly block = new BlockBuilder();
  private readonly details = new DetailsBuilder();
  private readonly blockFirsts: number[] = [];
  private waiting: {
    readonly index: number;
    readonly block: Uint8Array;
    readonly details: Uint8Array;
  }[] = [];

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

  async flush(): Promise<void> {
    const { waiting, generation } = this;
    this.waiting = [];
    await inTransaction(this.db, ["blocks", "details"], "readwrite", async (writing) => {
      // Async, so that a put that throws at once leaves no other's rejection unheard.
      const put = async (store: "blocks" | "details", bytes: Uint8Array, index: number) =>
        writing.objectStore(store).put(bytes, [generation, index]);
      await Promise.all(
        waiting.flatMap(({ index, block, details }) => [
          put("blocks", block, index),
          put("details", details, index),
        ]),
      );
    });
  }

  async finish(): Promise<void> {
    if (this.block.pairs > 0) this.endBlock();
    if (this.waiting.length > 0) await this.flush();
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
