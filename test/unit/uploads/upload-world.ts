import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { openCacheDatabase } from "../../../lib/cache/database.ts";
import { createPairCache } from "../../../lib/cache/pair-cache.ts";
import type { UploadRow } from "../../../lib/campaign/upload/upload-row.ts";
import type { E164 } from "../../../lib/phone/e164.ts";
import { openUploadDatabase } from "../../../lib/uploads/upload-database.ts";
import { createUploadDesk } from "../../../lib/uploads/upload-desk.ts";
import { createUploadRunner } from "../../../lib/uploads/upload-runner.ts";
import { createUploadStore } from "../../../lib/uploads/upload-store.ts";
import { writeDraft } from "../../../lib/uploads/write-draft.ts";
import type { Emulator } from "../../emulator/emulator.ts";
import { memoryValue } from "../../support/memory-value.ts";
import { createTestClient, type TestClient } from "../../support/test-client.ts";
import { giveLife, type Life } from "../cache/mortal-database.ts";

export const SUPPORT = "+16505550101" as E164;
const never = new AbortController().signal;
const NEVER = new Promise<never>(() => undefined);

/** Customer number `index`. */
export const customer = (index: number): E164 => `+1415555${String(1000 + index)}` as E164;

export const rowsFor = (
  count: number,
  change: (index: number) => Partial<UploadRow> = () => ({}),
): readonly UploadRow[] =>
  Array.from({ length: count }, (_, index) => ({
    line: index + 2,
    to: customer(index),
    from: SUPPORT,
    optStatus: "OptOut",
    note: "",
    ...change(index),
  }));

/** What stays when a worker dies, and the workers that come after it. */
export function createUploadWorld(emulator: Emulator) {
  globalThis.indexedDB = new IDBFactory();
  const tokens = memoryValue();
  const rateLimits = memoryValue();
  let connected = false;

  /** A worker; with `steps`, it dies after so many uses of disk and network. */
  const worker = async (steps = Number.POSITIVE_INFINITY) => {
    const [cacheDatabase, uploadDatabase] = [await openCacheDatabase(), await openUploadDatabase()];
    let life: Life | null = null;
    const fetchOrDie: typeof fetch = async (...request) => {
      if (life?.step() === false) return NEVER;
      const answer = await fetch(...request);
      return life?.step() === false ? NEVER : answer;
    };
    const client: TestClient = createTestClient(emulator, {
      tokens,
      rateLimits,
      fetch: fetchOrDie,
    });
    if (!connected) await client.connect();
    connected = true;
    const cache = createPairCache(async () => cacheDatabase);
    const store = createUploadStore(async () => uploadDatabase);
    const account = async () => {
      const info = await client.session.info();
      return info ? (info.user?.extensionId ?? "") : null;
    };
    const finished: string[] = [];
    const traces: object[] = [];
    const alarms: boolean[] = [];
    const runner = createUploadRunner({
      store,
      consents: client.consents,
      cache,
      heldElsewhere: async () => [],
      account,
      now: client.clock.now,
      sleep: client.clock.sleep,
      alarm: async (on) => void alarms.push(on),
      onChanged: () => undefined,
      onProgress: () => undefined,
      onFinished: async ({ state }) => void finished.push(state),
      signal: never,
    });
    const desk = createUploadDesk({
      store,
      runner,
      account,
      now: client.clock.now,
      trace: async (events) => void traces.push(...events),
      start: () => undefined,
      signal: never,
    });
    const draft = (
      rows: readonly UploadRow[],
      { statement = "", rowsAChunk = 2 }: { statement?: string; rowsAChunk?: number } = {},
    ): Promise<number> =>
      writeDraft(
        store,
        { name: "list.csv", statement },
        (async function* () {
          yield { rows, skipped: [] };
        })(),
        never,
        rowsAChunk,
      );
    life = giveLife(cacheDatabase, steps, uploadDatabase);
    return { client, cache, store, runner, desk, draft, life, finished, traces, alarms };
  };
  return { worker };
}

export type UploadWorker = Awaited<ReturnType<ReturnType<typeof createUploadWorld>["worker"]>>;
