import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { ConsentRecord } from "../consent/record.ts";
import type { SnapshotMeta } from "./types.ts";

/** One sorted run of recipients and its columns. */
export interface StoredBlock {
  /** Recipients as delta-varint bytes, ascending. */
  readonly recipients: Uint8Array<ArrayBuffer>;
  readonly count: number;
  readonly first: number;
  readonly checksum: number;
}

/** Columns beside a block, in its order. */
export interface StoredDetails {
  /** Distinct combinations of coverage, campaign type and source, as JSON. */
  readonly kinds: readonly string[];
  readonly kindOf: Uint16Array<ArrayBuffer>;
  /** Seconds since 1970; 0 when unknown. */
  readonly since: Uint32Array<ArrayBuffer>;
}

export interface StoredSnapshot {
  readonly generation: number;
  readonly meta: SnapshotMeta;
  /** Per business number (or `*`) the first recipient of each block. */
  readonly groups: readonly { readonly from: string; readonly firsts: Float64Array<ArrayBuffer> }[];
}

export interface StoredDelta {
  readonly record: ConsentRecord;
  /** Epoch ms at which it was known. */
  readonly at: number;
  /** An opt-out entered here that the server has not confirmed yet. */
  readonly held: boolean;
}

export interface CacheSchema extends DBSchema {
  /** Key: [generation, group, index of the block]. */
  blocks: { key: [number, string, number]; value: StoredBlock };
  /** Details of a block's pairs, read only for recipients that are found. */
  details: { key: [number, string, number]; value: StoredDetails };
  /** Key `current`: the generation that answers, and which blocks it has. */
  snapshots: { key: "current"; value: StoredSnapshot };
  /** Newer knowledge over the snapshot; key: [recipient, business number or `*`, coverage]. */
  delta: { key: [string, string, string]; value: StoredDelta };
  /** Pages of a paged load that is under way, so that a new worker can go on. */
  staging: { key: number; value: readonly ConsentRecord[] };
  /** Small things: tokens, sync status, outbox. */
  values: { key: string; value: unknown };
}

export type CacheDatabase = IDBPDatabase<CacheSchema>;

/** Opens (and creates) the database that content scripts cannot reach. `name` differs in tests only. */
export function openCacheDatabase(name = "consent-guard"): Promise<CacheDatabase> {
  return openDB<CacheSchema>(name, 1, {
    upgrade(database) {
      database.createObjectStore("blocks");
      database.createObjectStore("details");
      database.createObjectStore("snapshots");
      database.createObjectStore("delta");
      database.createObjectStore("staging", { autoIncrement: true });
      database.createObjectStore("values");
    },
    // Another context wants to upgrade or delete: let it.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
    },
  });
}
