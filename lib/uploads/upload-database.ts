import { type DBSchema, type IDBPDatabase, openDB } from "idb";

/** Job, number of the chunk. */
type ChunkKey = [number, number];

interface UploadSchema extends DBSchema {
  /** `UploadJob`s without their id, which is the key. */
  jobs: { key: number; value: unknown };
  /** `UploadRow[]`: what one request sends. */
  rows: { key: ChunkKey; value: unknown };
  /** `ChunkOutcome` of the chunk of the same key; absent until it is first sent. */
  outcomes: { key: ChunkKey; value: unknown };
  /** `SkippedRow[]`. */
  skipped: { key: ChunkKey; value: unknown };
}

export type UploadDatabase = IDBPDatabase<UploadSchema>;

/** A database of its own: the page writes the rows, the background sends them, and signing out leaves them. */
export function openUploadDatabase(name = "consent-guard-uploads"): Promise<UploadDatabase> {
  return openDB<UploadSchema>(name, 1, {
    upgrade(database) {
      database.createObjectStore("jobs", { autoIncrement: true });
      database.createObjectStore("rows");
      database.createObjectStore("outcomes");
      database.createObjectStore("skipped");
    },
    // Another context wants to upgrade or delete: let it.
    blocking(_current, _blocked, event) {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  });
}

/** Opened at first use, and again after it failed to open. */
export function lazyUploadDatabase(name?: string): () => Promise<UploadDatabase> {
  let opened: Promise<UploadDatabase> | null = null;
  return () => {
    opened ??= openUploadDatabase(name).catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  };
}
