import type { StoredValue } from "../cache/key-value.ts";
import type { Differences, PairCache, SnapshotMeta, SnapshotWriter } from "../cache/types.ts";
import { type ConsentRecord, isOptOut } from "../consent/record.ts";
import { scopeKey } from "../consent/scope.ts";
import { Failure, type FailureCode, toFailure } from "../failure.ts";
import type { E164 } from "../phone/e164.ts";
import type { ConsentPage, ConsentsApi } from "../ringcentral/types.ts";
import type { PagedProgress, Staging } from "./staging.ts";
import { loadStatus } from "./status-store.ts";
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

/** Failures of one way to read after which the next one is tried. */
const TRY_NEXT_WAY: ReadonlySet<FailureCode> = new Set([
  "not-found",
  "malformed-answer",
  "truncated-answer",
  "user-permission-missing",
  "blocked-on-the-way",
]);
const WAYS = ["export", "search", "list"] as const;
const MAX_FAILURES = 10;
const PROGRESS_EVERY_MS = 250;

/** With more recipients gone it is the answer that is doubtful, and not each of them. */
const MOST_GONE = 1000;

/** After so many exports in a row that did not come to their end the account is paged, which can go on where it stopped. */
const MOST_CUTS = 2;
const EXPORT_AGAIN_MS = 24 * 60 * 60_000;
/** A paged load that was left for longer begins anew. */
const RESUMED_WITHIN_MS = 6 * 60 * 60_000;
/** Penalties that a page waits for before the load gives up and leaves the rest to the next. */
const MOST_PENALTIES = 5;
/** Endings of an export that say it may not come to its end next time either. */
const CUTS: ReadonlySet<FailureCode> = new Set(["truncated-answer", "timed-out", "offline"]);

/** Opt-outs that may well have come between two loads: so many, and this share of all. */
const FEW_NEW = 20;
const SHARE_NEW = 0.001;

/** Belongs to nobody (reserved for fiction): asked for to see whether single recipients may be. */
const NOBODY = "+12025550100" as E164;

/** The ways that a server does not offer are no ways. */
const REFUSALS: ReadonlySet<FailureCode> = new Set(["user-permission-missing", "not-found"]);
const isRefused = ({ code }: Failure): boolean => code === "user-permission-missing";

interface Refused {
  readonly refused: Failure;
}

interface Loaded {
  readonly source: SnapshotMeta["source"];
  readonly asOf: number;
  readonly malformed: number;
}

const totalOf = (differences: Differences | null): number =>
  differences ? differences.appeared + differences.lifted + differences.missing : 0;

export function createSync(ports: SyncPorts): Sync {
  const { consents, cache, staging, statusStore, now } = ports;
  let running: Promise<SyncStatus> | null = null;
  let current: SyncStatus | null = null;
  /** Whether the last export was as long as announced. */
  let announced = false;
  let lastProgress = Number.NEGATIVE_INFINITY;

  const status = async (): Promise<SyncStatus> => {
    current ??= await loadStatus(statusStore);
    return current;
  };

  const update = async (change: Partial<SyncStatus>): Promise<SyncStatus> => {
    current = { ...(await status()), ...change };
    ports.onStatus(current);
    return current;
  };

  const progress = async (recordsRead: number): Promise<void> => {
    if (now() - lastProgress < PROGRESS_EVERY_MS) return;
    lastProgress = now();
    await update({ phase: "loading", recordsRead });
  };

  const loadExport = async (
    account: string,
    writer: SnapshotWriter,
    signal: AbortSignal,
  ): Promise<Loaded> => {
    const asOf = now();
    let read = 0;
    let malformed = 0;
    const cuts = await staging.exportCuts(account);
    // Counted before it begins: a worker that dies of it counts nothing afterwards.
    await staging.noteExportCuts(account, { count: cuts.count + 1, at: asOf });
    for await (const batch of consents.export(writer.dictionaries, signal)) {
      await writer.addColumns(batch.columns);
      read += batch.columns.length;
      malformed += batch.malformed;
      announced = batch.announced ?? false;
      await progress(read);
    }
    await staging.noteExportCuts(account, { count: 0, at: asOf });
    if (malformed > read) throw new Failure("malformed-answer", { detail: "more of it than not" });
    return { source: "export", asOf, malformed };
  };

  /** An export that failed for another reason than its length is not held against it. */
  const forgiveExport = async (account: string, failure: Failure): Promise<void> => {
    if (CUTS.has(failure.code)) return;
    const { count, at } = await staging.exportCuts(account);
    await staging.noteExportCuts(account, { count: Math.max(0, count - 1), at });
  };

  /** The limiter sits a penalty out before the next request. */
  const readPage = async (
    source: "search" | "list",
    pageToken: string | undefined,
    signal: AbortSignal,
  ): Promise<ConsentPage> => {
    const query = { perPage: 1000, ...(pageToken === undefined ? {} : { pageToken }) };
    for (let penalties = 0; ; penalties++) {
      try {
        return await consents[source](query, signal);
      } catch (error) {
        const failure = toFailure(error);
        if (failure.code !== "rate-limited" || penalties === MOST_PENALTIES) throw failure;
        await update({ phase: "waiting" });
      }
    }
  };

  /** Both statuses: with opt-outs alone, one that is lifted meanwhile would shift the pages and hide another. */
  const loadPaged = async (
    source: "search" | "list",
    resumed: PagedProgress | null,
    account: string,
    writer: SnapshotWriter,
    signal: AbortSignal,
  ): Promise<Loaded> => {
    const asOf = resumed?.asOf ?? now();
    let malformed = resumed?.malformed ?? 0;
    let pageToken = resumed?.pageToken;
    const seen = new Set<string>();
    let read = 0;
    if (resumed) {
      for await (const records of staging.pages()) {
        await writer.add(records);
        read += records.length;
      }
    }
    do {
      const page = await readPage(source, pageToken, signal);
      await writer.add(page.records);
      read += page.records.length;
      malformed += page.malformed;
      pageToken = page.nextPageToken;
      if (pageToken !== undefined) {
        if (seen.has(pageToken)) {
          await staging.clear();
          throw new Failure("malformed-answer", { detail: "pages in a circle" });
        }
        seen.add(pageToken);
        const { begin } = writer;
        await staging.keep(page.records, { source, pageToken, asOf, malformed, account, begin });
      }
      await progress(read);
    } while (pageToken !== undefined);
    return { source, asOf, malformed };
  };

  /** Every record of these recipients; null when the server offers no way to ask, or says what cannot be read. */
  const ask = async (
    recipients: readonly E164[],
    signal: AbortSignal,
  ): Promise<readonly ConsentRecord[] | null> => {
    try {
      const { records, malformed } = await consents.recordsOf(recipients, signal);
      // What cannot be read may be the very opt-out that seems to be gone.
      return malformed === 0 ? records : null;
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code === "not-found") return null;
      throw failure;
    }
  };

  /**
   * The whole account by the first way that the server offers. What was known and
   * is missing is not believed to be gone on the word of one answer: a few are asked
   * for, and that very many are gone must be said by two ways. Where every way that
   * there is was refused, the account may not be read as a whole.
   */
  const loadWhole = async (
    account: string,
    signal: AbortSignal,
  ): Promise<SnapshotMeta | Refused> => {
    const shrunk = new Failure("truncated-answer", { detail: "fewer pairs than were known" });
    let shrunkBefore = false;
    const failures: Failure[] = [];
    const optIns = (await ports.keepOptIns?.()) ?? false;
    const before = await staging.progress();
    const resumable =
      before?.account === account && Math.abs(now() - before.asOf) < RESUMED_WITHIN_MS
        ? before
        : null;
    const cuts = await staging.exportCuts(account);
    const exportEndures = cuts.count < MOST_CUTS || now() - cuts.at > EXPORT_AGAIN_MS;
    // Where nothing but the export is offered it is tried all the same, after the others.
    const ways = exportEndures ? WAYS : [...WAYS.slice(1), "export" as const];
    for (const way of ways) {
      const resumed = resumable?.source === way ? resumable : null;
      if (way !== "export" && !resumed) await staging.clear();
      const writer = await cache.beginSnapshot({
        account,
        optIns,
        ...(resumed ? { begin: resumed.begin } : {}),
      });
      const reread = async (
        recipients: readonly E164[],
      ): Promise<readonly ConsentRecord[] | null> => {
        if (recipients.length > MOST_GONE) {
          if (shrunkBefore) return [];
          shrunkBefore = true;
          throw shrunk;
        }
        const records = await ask(recipients, signal);
        // The export has left out what the server still has.
        if (way === "export" && records?.some(isOptOut)) throw shrunk;
        return records;
      };
      try {
        const loaded =
          way === "export"
            ? await loadExport(account, writer, signal)
            : await loadPaged(way, resumed, account, writer, signal);
        signal.throwIfAborted();
        return await writer.commit({ ...loaded, reread });
      } catch (error) {
        await writer.abort();
        const failure = toFailure(error);
        failures.push(failure);
        if (way === "export") await forgiveExport(account, failure);
        // A page token that the server no longer knows, or a damaged page, would fail for ever.
        if (failure.code === "bad-request" || failure.code === "storage-fault") {
          await staging.clear();
        }
        if (!TRY_NEXT_WAY.has(failure.code)) throw failure;
      }
    }
    const [first = new Failure("unexpected")] = failures;
    if (failures.every(({ code }) => REFUSALS.has(code)) && failures.some(isRefused)) {
      return { refused: first };
    }
    throw first;
  };

  /**
   * A first export that ends where a row ends may have been cut there, and nothing
   * known says otherwise. What shows that it is whole: its announced length, all
   * records where one page holds them, or a second export that brings nothing much.
   */
  const isWhole = async (
    meta: SnapshotMeta,
    account: string,
    signal: AbortSignal,
  ): Promise<boolean> => {
    if (meta.source !== "export" || announced) return true;
    if (meta.differences) {
      const { appeared } = meta.differences;
      return !(await status()).unproven || appeared <= FEW_NEW + meta.optOuts * SHARE_NEW;
    }
    try {
      const page = await consents.search({ perPage: 1000 }, signal);
      const { optOuts } = await cache.lookUp(page.records.map(({ to }) => to));
      const isKnown = (record: ConsentRecord): boolean =>
        optOuts.get(record.to)?.some((known) => scopeKey(known) === scopeKey(record)) ?? false;
      const { length } = page.records.filter((record) => isOptOut(record) && !isKnown(record));
      if (length > FEW_NEW) await staging.noteExportCuts(account, { count: MOST_CUTS, at: now() });
      return length === 0 && page.nextPageToken === undefined && page.malformed === 0;
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code === "aborted") throw failure;
      return false;
    }
  };

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
      const meta = await loadWhole(account, signal);
      if ("refused" in meta) return await askInstead("refused", account, signal);
      await staging.clear();
      const whole = await isWhole(meta, account, signal);
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

  const settle = async (change: Partial<SyncStatus>): Promise<SyncStatus> => {
    const settled = await update(change);
    // It tells of the data; without it the data is as good.
    await statusStore.save(settled).catch(toFailure);
    return settled;
  };

  const fail = async (failure: Failure): Promise<SyncStatus> => {
    const { failures } = await status();
    return settle({
      phase: failure.code === "rate-limited" ? "waiting" : "idle",
      failures: [{ ...failure.toInfo(), at: now() }, ...failures].slice(0, MAX_FAILURES),
    });
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
      await statusStore.clear();
      current = null;
      ports.onStatus(await status());
    },
  };
}
