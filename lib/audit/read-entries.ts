import type { AuditDatabase } from "./audit-database.ts";
import { type AuditEntry, auditEntrySchema } from "./entry.ts";

const BATCH = 500;

/** Null when the entry is damaged. */
export const parseEntry = (stored: unknown): AuditEntry | null => {
  const parsed = auditEntrySchema.safeParse(stored);
  return parsed.success ? parsed.data : null;
};

/** Every entry that can be read, oldest first, some hundred in memory at a time. */
export async function* readEntries(db: AuditDatabase): AsyncGenerator<AuditEntry> {
  for (let from = 0; ; ) {
    const range = IDBKeyRange.lowerBound(from, true);
    const batch = await db.getAll("entries", range, BATCH);
    if (batch.length === 0) return;
    yield* batch.flatMap((stored) => parseEntry(stored) ?? []);
    const keys = await db.getAllKeys("entries", range, BATCH);
    from = keys.at(-1) ?? Number.POSITIVE_INFINITY;
  }
}
