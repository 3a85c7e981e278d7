import "fake-indexeddb/auto";
import { readFileSync } from "node:fs";
import { deserialize } from "node:v8";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, it } from "vitest";
import { openAuditDatabase } from "../../../lib/audit/audit-database.ts";
import { createAuditLog } from "../../../lib/audit/audit-log.ts";
import { openCacheDatabase } from "../../../lib/cache/database.ts";
import { storedValue } from "../../../lib/cache/key-value.ts";
import { createPairCache } from "../../../lib/cache/pair-cache.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import { createSessionStore } from "../../../lib/ringcentral/stored-session.ts";
import { createSettingsStore } from "../../../lib/settings/settings-store.ts";
import { parseEntries } from "../../../lib/sync/outbox-entry.ts";
import { loadStatus } from "../../../lib/sync/status-store.ts";

interface StoredDatabase {
  readonly version: number;
  readonly stores: Readonly<Record<string, readonly (readonly [IDBValidKey, unknown])[]>>;
}

/**
 * What an earlier version has left on disk: signed in, loaded, one change refused and
 * one waiting, some audit entries. Written by that version itself; never to be edited.
 */
const { settings, databases } = deserialize(
  readFileSync(new URL("stored-first.bin", import.meta.url)),
) as {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly databases: Readonly<Record<string, StoredDatabase>>;
};

const ADA = "+14155550123" as E164;
const REFUSED = "+14155550188" as E164;
const WAITING = "+14155550199" as E164;
const SUPPORT = "+16505550101";

/** The bytes come from another realm than the tests'. */
const ownBytes = (value: unknown): unknown =>
  ArrayBuffer.isView(value)
    ? new Uint8Array(value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength))
    : value;

function restore(name: string, { version, stores }: StoredDatabase): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, version);
    opening.onupgradeneeded = () => {
      for (const store of Object.keys(stores)) {
        opening.result.createObjectStore(store, { autoIncrement: store === "staging" });
      }
    };
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const writing = opening.result.transaction(Object.keys(stores), "readwrite");
      for (const [store, rows] of Object.entries(stores)) {
        for (const [key, value] of rows) writing.objectStore(store).put(ownBytes(value), key);
      }
      writing.oncomplete = () => {
        opening.result.close();
        resolve();
      };
    };
  });
}

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  for (const [name, stored] of Object.entries(databases)) await restore(name, stored);
});

describe("what an earlier version has stored opens in this one", () => {
  it("the pairs that came since the last load, with those that wait; the rest is loaded anew", async () => {
    const database = openCacheDatabase();
    const cache = createPairCache(() => database);
    expect(await cache.meta()).toBeNull();
    const known = await cache.optOuts([ADA, REFUSED, WAITING]);
    expect([...known.keys()].sort()).toEqual([ADA, REFUSED, WAITING]);
  });

  it("the changes that wait or were refused", async () => {
    const database = openCacheDatabase();
    const entries = parseEntries(await storedValue(() => database, "outbox").load());
    expect(entries.map(({ change, state }) => [change.to, state])).toEqual([
      [REFUSED, "refused"],
      [WAITING, expect.stringMatching(/^(?:pending|sending)$/)],
    ]);
  });

  it("the session", async () => {
    const database = openCacheDatabase();
    const session = await createSessionStore(storedValue(() => database, "tokens")).load();
    expect(session?.user?.name).toBe("Dana Agent");
  });

  it("the state of the sync", async () => {
    const database = openCacheDatabase();
    const status = await loadStatus(storedValue(() => database, "sync-status"));
    expect(status.lastSuccess).toBeGreaterThan(0);
    expect(status.optOuts).toBe(46);
  });

  it("the audit log, whose chain goes on unbroken", async () => {
    const database = openAuditDatabase();
    const audit = createAuditLog({
      database: () => database,
      now: () => Date.UTC(2026, 10, 25),
      retentionDays: async () => 365,
    });
    const { entries } = await audit.page({ limit: 100 });
    expect(entries.map(({ action }) => action)).toEqual([
      "change",
      "text-attempt",
      "change",
      "check",
      "sign-in",
      "settings",
    ]);
    expect(entries.find(({ to }) => to === REFUSED)).toMatchObject({
      from: SUPPORT,
      note: "by mail",
    });
    await audit.append({ action: "sign-out", actor: null, result: "done" });
    expect(await audit.verify()).toEqual({ ok: true, entries: 7, dropped: 0 });
  });

  it("the settings, each of them, under a policy too", async () => {
    const store = createSettingsStore({
      load: async () => settings,
      save: async () => undefined,
      loadPolicy: async () => ({ unverified: "block" }),
    });
    expect((await store.effective()).values).toMatchObject(settings);
  });
});
