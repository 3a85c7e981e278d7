import { openCacheDatabase } from "../../../lib/cache/database.ts";
import { storedValue } from "../../../lib/cache/key-value.ts";
import { createPairCache } from "../../../lib/cache/pair-cache.ts";
import { createOutbox } from "../../../lib/sync/outbox.ts";
import { createStaging } from "../../../lib/sync/staging.ts";
import { createSync } from "../../../lib/sync/sync.ts";
import type { TestClient } from "../../support/test-client.ts";

/** Cache, sync and outbox of a client, in the IndexedDB of this process. */
export function dataOf(client: TestClient, now: () => number = Date.now) {
  const database = openCacheDatabase();
  const cache = createPairCache(() => database);
  const account = async () => ((await client.session.info()) ? "a" : null);
  const staging = createStaging(() => database);
  const sync = createSync({
    consents: client.consents,
    cache,
    staging,
    statusStore: storedValue(() => database, "sync-status"),
    now,
    account,
    onStatus: () => undefined,
    onSnapshot: () => undefined,
  });
  const outbox = createOutbox({
    store: storedValue(() => database, "outbox"),
    consents: client.consents,
    cache,
    account,
    onReplaced: async () => undefined,
    now,
  });
  return { database, cache, staging, sync, outbox };
}
