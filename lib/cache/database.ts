import { type DBSchema, type IDBPDatabase, openDB, type StoreNames } from "idb";

/** Generation, number of the block. */
export type BlockKey = [number, number];
/** Recipient, business number (`*`: every), slot: see `delta.ts`. */
export type DeltaKey = [string, string, string];

/** Values are unknown to whoever reads them: a disk may lose or garble any of them. */
export interface CacheSchema extends DBSchema {
  /** Sorted recipients with their marks: see `block.ts`. */
  blocks: { key: BlockKey; value: unknown };
  /** Source and time of a block's pairs, read only for recipients that are found: see `details.ts`. */
  details: { key: BlockKey; value: unknown };
  /** Which generation answers and which blocks it has: a `StoredSnapshot`. */
  snapshots: { key: "current"; value: unknown };
  /** Newer knowledge over the snapshot: `StoredDelta`s. */
  delta: { key: DeltaKey; value: unknown };
  /** Sorted parts of a load that is under way: see `runs.ts`. Number of the run, of the chunk. */
  runs: { key: [number, number]; value: unknown };
  /** Pages of a paged load that is under way, so that a new worker can go on. */
  staging: { key: number; value: unknown };
  /** Small things: tokens, sync status, outbox. */
  values: { key: string; value: unknown };
}

export type StoreName = StoreNames<CacheSchema>;
export type CacheDatabase = IDBPDatabase<CacheSchema>;

/** Opens (and creates) the database, which content scripts cannot reach. `name` differs in tests only. */
export function openCacheDatabase(
  name = "consent-guard",
  onClosed: () => void = () => undefined,
): Promise<CacheDatabase> {
  return openDB<CacheSchema>(name, 1, {
    upgrade(database) {
      database.createObjectStore("blocks");
      database.createObjectStore("details");
      database.createObjectStore("snapshots");
      database.createObjectStore("delta");
      database.createObjectStore("runs");
      database.createObjectStore("staging", { autoIncrement: true });
      database.createObjectStore("values");
    },
    terminated: onClosed,
    // Another context wants to upgrade or delete: let it.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      onClosed();
    },
  });
}

/** Opened at first use, and again after it failed to open or was closed under us. */
export function lazyDatabase(name?: string): () => Promise<CacheDatabase> {
  let opened: Promise<CacheDatabase> | null = null;
  const forget = (): void => {
    opened = null;
  };
  return () => {
    opened ??= openCacheDatabase(name, forget).catch((error: unknown) => {
      forget();
      throw error;
    });
    return opened;
  };
}
