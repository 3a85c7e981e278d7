import { z } from "zod";
import type { AuditDatabase } from "./audit-database.ts";
import { type AuditEntry, type AuditEvent, hashedText } from "./entry.ts";
import { type AuditFilter, matchesFilter } from "./filter.ts";
import { parseEntry, readEntries } from "./read-entries.ts";

export interface AuditPorts {
  readonly database: () => Promise<AuditDatabase>;
  /** Epoch ms. */
  readonly now: () => number;
  readonly retentionDays: () => Promise<number>;
  /** More entries than this drop the oldest. */
  readonly maxEntries?: number;
}

/** What a check of the chain found. */
export type AuditVerdict =
  | { readonly ok: true; readonly entries: number; readonly dropped: number }
  | { readonly ok: false; readonly entries: number; readonly brokenAt: number };

export interface AuditQuery {
  /** Entries with a smaller `seq` only. */
  readonly before?: number;
  readonly limit: number;
  readonly filter?: AuditFilter;
}

export interface AuditPage {
  /** Newest first. */
  readonly entries: readonly AuditEntry[];
  /** `before` of the page that follows; null where there is none. */
  readonly next: number | null;
  /** How many entries the log holds, and how many it has dropped. */
  readonly kept: number;
  readonly dropped: number;
}

export interface AuditLog {
  /** One after the other, so that the chain has no forks. */
  append(event: AuditEvent): Promise<void>;
  /** Damaged entries are left to `verify`. */
  page(query: AuditQuery): Promise<AuditPage>;
  /** Oldest first. */
  entries(): AsyncGenerator<AuditEntry>;
  verify(): Promise<AuditVerdict>;
  clear(): Promise<void>;
}

const MAX_ENTRIES = 100_000;
/** How often an append looks for what has grown too old. */
const TRIM_EVERY = 50;
const BATCH = 500;
const DAY_MS = 86_400_000;

const anchorSchema = z.object({
  /** The last entry that was dropped. */
  seq: z.number().int(),
  hash: z.string(),
  dropped: z.number().int(),
});
type Anchor = z.infer<typeof anchorSchema>;
const START: Anchor = { seq: 0, hash: "", dropped: 0 };

async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Append-only, each entry bound to the one before by its hash: an entry that was
 * changed or taken out afterwards breaks the chain. Bounded in time and size; what
 * is dropped is counted and the drop itself is an entry.
 */
export function createAuditLog(ports: AuditPorts): AuditLog {
  const { database, now, maxEntries = MAX_ENTRIES } = ports;
  let work: Promise<unknown> = Promise.resolve();

  const anchor = async (): Promise<Anchor> => {
    const parsed = anchorSchema.safeParse(await (await database()).get("meta", "anchor"));
    return parsed.success ? parsed.data : START;
  };

  const head = async (): Promise<{ readonly seq: number; readonly hash: string }> => {
    const cursor = await (await database()).transaction("entries").store.openCursor(null, "prev");
    if (!cursor) return anchor();
    // A damaged last entry breaks the chain where it stands; what follows begins behind it.
    return { seq: cursor.key, hash: parseEntry(cursor.value)?.hash ?? "" };
  };

  const write = async (event: AuditEvent): Promise<AuditEntry> => {
    const last = await head();
    const linked = { ...event, seq: last.seq + 1, at: now(), previous: last.hash };
    const entry = { ...linked, hash: await sha256(hashedText(linked)) };
    await (await database()).add("entries", entry, entry.seq);
    return entry;
  };

  /** The last entry that is to go; null when all stay. */
  const lastToDrop = async (newest: number): Promise<AuditEntry | null> => {
    const oldest = now() - (await ports.retentionDays()) * DAY_MS;
    const reading = (await database()).transaction("entries");
    let last: AuditEntry | null = null;
    for await (const cursor of reading.store) {
      const entry = parseEntry(cursor.value);
      const stays = (entry?.at ?? 0) >= oldest && cursor.key > newest - maxEntries;
      if (stays) break;
      last = entry ?? last;
    }
    return last;
  };

  const trim = async (newest: number): Promise<void> => {
    const last = await lastToDrop(newest);
    if (!last) return;
    const before = await anchor();
    const count = last.seq - before.seq;
    const writing = (await database()).transaction(["entries", "meta"], "readwrite");
    await Promise.all([
      writing.objectStore("entries").delete(IDBKeyRange.upperBound(last.seq)),
      writing
        .objectStore("meta")
        .put({ seq: last.seq, hash: last.hash, dropped: before.dropped + count }, "anchor"),
      writing.done,
    ]);
    await write({ action: "trimmed", actor: null, result: "done", after: String(count) });
  };

  const entries = async function* (): AsyncGenerator<AuditEntry> {
    yield* readEntries(await database());
  };

  return {
    append: (event) => {
      const result = work.then(async () => {
        const { seq } = await write(event);
        if (seq % TRIM_EVERY === 0) await trim(seq);
      });
      work = result.catch(() => undefined);
      return result;
    },
    page: async ({ before = Number.POSITIVE_INFINITY, limit, filter = {} }) => {
      const { seq: oldest, dropped } = await anchor();
      const newest = (await head()).seq;
      const db = await database();
      const found: AuditEntry[] = [];
      let next = Math.min(before, newest + 1);
      while (next > oldest + 1 && found.length < limit) {
        const low = Math.max(oldest, next - 1 - BATCH);
        const batch = await db.getAll("entries", IDBKeyRange.bound(low, next, true, true));
        next = low + 1;
        for (const stored of batch.reverse()) {
          const entry = parseEntry(stored);
          if (!entry || !matchesFilter(entry, filter)) continue;
          found.push(entry);
          if (found.length < limit) continue;
          next = entry.seq;
          break;
        }
      }
      const kept = newest - oldest;
      return { entries: found, next: next > oldest + 1 ? next : null, kept, dropped };
    },
    entries,
    verify: async () => {
      const { seq, hash, dropped } = await anchor();
      const newest = (await head()).seq;
      let expected = seq;
      let previous = hash;
      for await (const entry of entries()) {
        expected++;
        const { hash: own, ...rest } = entry;
        const whole =
          entry.seq === expected &&
          entry.previous === previous &&
          own === (await sha256(hashedText(rest)));
        if (!whole) return { ok: false, entries: newest - seq, brokenAt: expected };
        previous = own;
      }
      // A last entry that cannot be read is never yielded.
      if (expected !== newest) return { ok: false, entries: newest - seq, brokenAt: expected + 1 };
      return { ok: true, entries: newest - seq, dropped };
    },
    clear: async () => {
      const writing = (await database()).transaction(["entries", "meta"], "readwrite");
      await Promise.all([
        writing.objectStore("entries").clear(),
        writing.objectStore("meta").clear(),
        writing.done,
      ]);
    },
  };
}
