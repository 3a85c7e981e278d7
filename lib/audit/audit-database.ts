import { type DBSchema, type IDBPDatabase, openDB } from "idb";

interface AuditSchema extends DBSchema {
  /** Key: `seq`. */
  entries: { key: number; value: unknown };
  /** `anchor`: where the chain begins after old entries were dropped. */
  meta: { key: "anchor"; value: unknown };
}

export type AuditDatabase = IDBPDatabase<AuditSchema>;

/** A database of its own: signing out and reloading the pairs must not touch it. */
export function openAuditDatabase(name = "consent-guard-audit"): Promise<AuditDatabase> {
  return openDB<AuditSchema>(name, 1, {
    upgrade(database) {
      database.createObjectStore("entries");
      database.createObjectStore("meta");
    },
    // Another context wants to upgrade or delete: let it.
    blocking(_current, _blocked, event) {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  });
}
