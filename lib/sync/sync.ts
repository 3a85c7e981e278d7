import type { StoredValue } from "../cache/key-value.ts";
import type { Differences, PairCache } from "../cache/types.ts";
import { Failure, toFailure } from "../failure.ts";
import type { E164 } from "../phone/e164.ts";
import type { ConsentsApi } from "../ringcentral/types.ts";
import { createExportLoad } from "./load-export.ts";
import { createPagedLoad } from "./load-pages.ts";
import { createWholeLoad } from "./load-whole.ts";
import { createProof } from "./proof.ts";
import type { Staging } from "./staging.ts";
import { createStatusKeeper } from "./status-keeper.ts";
import { isFailing, type SyncMode, type SyncStatus } from "./types.ts";

export interface SyncPorts {
  readonly consents: ConsentsApi;
  readonly cache: PairCache;
  readonly staging: Staging;
  readonly statusStore: StoredValue;
  readonly now: () => number;
  /** Which account is signed in; null when none is. */
  readonly account: () => Promise<string | null>;
  /** Whether a business number's campaign requires opt-ins, so that they are kept too. */
  readonly keepOptIns?: () => Promise<boolean>;
  /** `on-demand`: the account is not loaded; each recipient is asked for when a verdict needs it. */
  readonly mode?: () => Promise<SyncMode>;
  readonly onStatus: (status: SyncStatus) => void;
  /** A new snapshot answers from now on. */
  readonly onSnapshot: () => void;
  /** Epoch ms since which live events have told of every change; null while they do not. */
  readonly unbrokenSince?: () => number | null;
  /** A load has found changes that were not known; `missed` when live events should have told of them. */
  readonly onDifferences?: (found: Differences, missed: boolean) => void;
}

export interface Sync {
  /** Loads the whole account; a second call joins the load that is under way. Never rejects: failures are in the status. */
  run(signal: AbortSignal): Promise<SyncStatus>;
  status(): Promise<SyncStatus>;
  /** Part of what is saved could not be read. */
  noteDamage(): Promise<void>;
  /** Notes how a question about single recipients ended: null for an answer. */
  asked(failure: Failure | null): Promise<void>;
  /** Forgets pairs and status, for a sign-out. */
  forget(): Promise<void>;
}

/** Belongs to nobody (reserved for fiction): asked for to see whether single recipients may be. */
const NOBODY = "+12025550100" as E164;

const totalOf = (differences: Differences | null): number =>
  differences ? differences.appeared + differences.lifted + differences.missing : 0;

export function createSync(ports: SyncPorts): Sync {
  const { consents, cache, staging, now } = ports;
  const keeper = createStatusKeeper(ports);
  const { status, update, progress, settle, fail } = keeper;
  const loading = { consents, staging, now, progress };
  const loadWhole = createWholeLoad({
    consents,
    cache,
    staging,
    exported: createExportLoad(loading),
    paged: createPagedLoad({ ...loading, onPenalty: () => update({ phase: "waiting" }) }),
    keepOptIns: async () => (await ports.keepOptIns?.()) ?? false,
  });
  const isWhole = createProof({
    consents,
    cache,
    staging,
    now,
    unproven: async () => (await status()).unproven,
  });
  let running: Promise<SyncStatus> | null = null;

  const load = async (signal: AbortSignal): Promise<SyncStatus> => {
    const account = await ports.account();
    if (account === null) return fail(new Failure("signed-out"));
    try {
      await forgetOthers(account);
      if ((await ports.mode?.()) === "on-demand")
        return await askInstead("chosen", account, signal);
      await update({ phase: "loading", recordsRead: 0 });
      const before = await cache.meta();
      const told = ports.unbrokenSince?.() ?? null;
      const loaded = await loadWhole(account, signal);
      if ("refused" in loaded) return await askInstead("refused", account, signal);
      await staging.clear();
      const whole = await isWhole(loaded, account, signal);
      const { meta } = loaded;
      const covered = before !== null && told !== null && told <= before.asOf;
      const found = totalOf(meta.differences);
      const missed = covered && ports.unbrokenSince?.() === told ? found : 0;
      if (meta.differences && found > 0) ports.onDifferences?.(meta.differences, missed > 0);
      const settled = await settle({
        phase: "idle",
        recordsRead: meta.optOuts,
        lastSuccess: meta.asOf,
        optOuts: meta.optOuts,
        malformed: meta.malformed,
        source: meta.source,
        differences: meta.differences,
        unproven: !whole,
        damaged: false,
        missed: (await status()).missed + missed,
        onDemand: null,
        account,
      });
      ports.onSnapshot();
      return settled;
    } catch (error) {
      return fail(toFailure(error));
    }
  };

  /** Another account's pairs must never answer for this one. */
  const forgetOthers = async (account: string): Promise<void> => {
    const owners = [(await cache.meta())?.account ?? account, (await status()).account ?? account];
    if (owners.some((owner) => owner !== account)) await cache.clear();
  };

  /** Single recipients may be asked for where the account may not be read; that they may is tried first. */
  const askInstead = async (
    onDemand: "chosen" | "refused",
    account: string,
    signal: AbortSignal,
  ): Promise<SyncStatus> => {
    const lastSuccess = now();
    await consents.recordsOf([NOBODY], signal);
    const settled = await settle({
      phase: "idle",
      recordsRead: 0,
      lastSuccess,
      optOuts: 0,
      malformed: 0,
      source: null,
      differences: null,
      unproven: false,
      damaged: false,
      onDemand,
      account,
    });
    ports.onSnapshot();
    return settled;
  };

  return {
    status,
    noteDamage: async () => {
      await settle({ damaged: true });
    },
    asked: async (failure) => {
      const before = await status();
      const failing = isFailing(before);
      if (before.phase === "loading" || failure?.code === "aborted") return;
      if (failure) {
        // A page of thousands fails by one cause.
        const isTold = failing && before.failures[0]?.code === failure.code;
        if (!isTold) await fail(failure);
      } else if (failing) await settle({ phase: "idle", lastSuccess: now() });
    },
    run: (signal) => {
      running ??= load(signal).finally(() => {
        running = null;
      });
      return running;
    },
    forget: async () => {
      await cache.clear();
      await staging.clear();
      await keeper.forget();
    },
  };
}
