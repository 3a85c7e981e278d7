import { type CacheDatabase, openCacheDatabase } from "../../../../lib/cache/database.ts";
import { storedValue } from "../../../../lib/cache/key-value.ts";
import { createPairCache } from "../../../../lib/cache/pair-cache.ts";
import { createRingCentral } from "../../../../lib/ringcentral/client.ts";
import type { LiveHandlers } from "../../../../lib/ringcentral/events/types.ts";
import { createLiveSync } from "../../../../lib/sync/live.ts";
import { createOutbox } from "../../../../lib/sync/outbox.ts";
import { createStaging } from "../../../../lib/sync/staging.ts";
import { createSync } from "../../../../lib/sync/sync.ts";
import { createVerdicts } from "../../../../lib/sync/verdicts.ts";
import type { MemoryValue } from "../../../support/memory-value.ts";
import { giveLife, type Life } from "../../cache/mortal-database.ts";
import type { Server } from "./server.ts";

export interface Disk {
  readonly tokens: MemoryValue;
  readonly rateLimits: MemoryValue;
}

/** One life of the background: the product's own cache, sync, outbox and live events. */
export async function startWorker(server: Server, disk: Disk) {
  const db: CacheDatabase = await openCacheDatabase();
  const database = async (): Promise<CacheDatabase> => db;
  const stop = new AbortController();
  const { now } = server;
  const client = createRingCentral({
    fetch: server.fetch,
    now,
    sleep: server.sleep,
    random: () => 0.5,
    randomBytes: (length) => new Uint8Array(length),
    store: disk.tokens,
    rateLimits: disk.rateLimits,
    launchLogin: () => Promise.reject(new TypeError("nobody logs in here")),
    redirectUri: "https://extension.test/",
    userAgent: "ConsentGuard/test",
    onEnded: () => undefined,
    onMalformed: () => undefined,
  });
  const account = async (): Promise<string | null> =>
    (await client.session.info()) ? "account" : null;
  const cache = createPairCache(database);
  const sync = createSync({
    consents: client.consents,
    cache,
    staging: createStaging(database),
    statusStore: storedValue(database, "sync-status"),
    now,
    account,
    onStatus: () => undefined,
    onSnapshot: () => undefined,
  });
  const outbox = createOutbox({
    store: storedValue(database, "outbox"),
    consents: client.consents,
    cache,
    account,
    onReplaced: async () => undefined,
    now,
  });
  let handlers: LiveHandlers | null = null;
  const live = createLiveSync({
    events: (given) => {
      handlers = given;
      return {
        run: (signal) =>
          new Promise((resolve) => {
            signal.addEventListener("abort", () => resolve(), { once: true });
          }),
      };
    },
    consents: client.consents,
    cache,
    now,
    reconcile: () => undefined,
    onChanged: () => undefined,
    onStatus: () => undefined,
  });
  const following = live.run(stop.signal);
  const verdicts = createVerdicts({
    cache,
    settings: async () => ({ businessNumbers: [], freshMinutes: 60 }),
    account,
    now,
    unbrokenSince: () => null,
    campaigns: async () => new Map(),
    ages: async () => null,
    unproven: async () => (await sync.status()).unproven,
    onCacheFault: () => undefined,
  });

  return {
    db,
    cache,
    sync,
    outbox,
    verdicts,
    signal: stop.signal,
    /** An event arrives; done when its record has been read again, or could not be. */
    hear: async (records: Parameters<LiveHandlers["onChanges"]>[0]): Promise<void> => {
      await handlers?.onChanges(records);
    },
    /** Ends in good order, with all that it has begun. */
    end: async (): Promise<void> => {
      stop.abort();
      await following;
      db.close();
    },
    dieAfter: (steps: number): Life => giveLife(db, steps),
    /** What is left of a worker that died. */
    bury: (): void => {
      stop.abort();
      db.close();
    },
  };
}

export type Worker = Awaited<ReturnType<typeof startWorker>>;
