import { unwrap } from "idb";
import { PairColumns } from "../consent/pair-columns.ts";
import { Failure, toFailure } from "../failure.ts";
import { seal, unseal } from "./checksum.ts";
import type { CacheDatabase } from "./database.ts";
import { PairPacker, unpack } from "./packed-pairs.ts";
import { inTransaction } from "./transaction.ts";

/** Sorted pairs, chunk after chunk; each is valid until the next is asked for. */
export type SortedChunks = AsyncIterator<PairColumns, void> | Iterator<PairColumns, void>;

/** Of each run a chunk is unpacked while all are merged. */
const PAIRS_A_CHUNK = 4096;

/** Where a chunk is: here, or on disk. */
type Chunk = Uint8Array<ArrayBuffer> | "disk";

/** Sorted parts of a load that is under way, packed: in memory as far as it goes, beyond it on disk. */
export class Runs {
  private readonly db: CacheDatabase;
  private readonly runs: Chunk[][] = [];
  private readonly packer = new PairPacker();
  /** Bytes that may still be kept in memory. */
  private memory: number;
  private writing: Promise<void> = Promise.resolve();

  constructor(db: CacheDatabase, memory: number) {
    this.db = db;
    this.memory = memory;
  }

  /** The next run is sorted while this one is written. */
  async add(sorted: Iterable<PairColumns>): Promise<void> {
    const chunks: Chunk[] = [];
    const forDisk: (readonly [chunk: number, Uint8Array<ArrayBuffer>])[] = [];
    for (const pairs of sorted) {
      for (let start = 0; start < pairs.length; start += PAIRS_A_CHUNK) {
        const end = Math.min(pairs.length, start + PAIRS_A_CHUNK);
        const packed = this.packer.pack(pairs, start, end);
        if (packed.length <= this.memory) {
          this.memory -= packed.length;
          chunks.push(packed.slice());
        } else forDisk.push([chunks.push("disk") - 1, seal(packed)]);
      }
    }
    const run = this.runs.push(chunks) - 1;
    if (forDisk.length === 0) return;
    await this.writing;
    this.writing = this.write(run, forDisk);
    this.writing.catch(toFailure);
  }

  /** All that were added, each to be read once: its memory is given back on the way. */
  async read(): Promise<readonly SortedChunks[]> {
    await this.writing;
    return this.runs.map((chunks, run) => this.chunksOf(run, chunks));
  }

  free(): void {
    this.runs.length = 0;
  }

  private async write(
    run: number,
    chunks: readonly (readonly [number, Uint8Array<ArrayBuffer>])[],
  ): Promise<void> {
    await inTransaction(this.db, ["runs"], "readwrite", async (writing) => {
      const store = unwrap(writing.objectStore("runs"));
      for (const [chunk, bytes] of chunks) {
        store.put(bytes, [run, chunk]);
        bytes.buffer.transfer(0);
      }
    });
  }

  private async *chunksOf(
    run: number,
    chunks: readonly Chunk[],
  ): AsyncGenerator<PairColumns, void> {
    const pairs = new PairColumns(PAIRS_A_CHUNK);
    for (const [index, chunk] of chunks.entries()) {
      const packed = chunk === "disk" ? await this.fromDisk(run, index) : chunk;
      unpack(packed, pairs);
      packed.buffer.transfer(0);
      yield pairs;
    }
    pairs.free();
  }

  private async fromDisk(run: number, chunk: number): Promise<Uint8Array<ArrayBuffer>> {
    const packed = unseal(await this.db.get("runs", [run, chunk]));
    if (!packed) throw new Failure("storage-fault", { detail: "run of a load" });
    return packed;
  }
}
