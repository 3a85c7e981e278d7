import type { AuditDatabase } from "../audit/audit-database.ts";
import { createAuditLog } from "../audit/audit-log.ts";
import type { CacheDatabase } from "../cache/database.ts";
import { storedValue } from "../cache/key-value.ts";
import { createPairCache } from "../cache/pair-cache.ts";
import type { PairCache } from "../cache/types.ts";
import type { Verdict } from "../consent/verdict.ts";
import { Failure, type FailureInfo } from "../failure.ts";
import type { Push, RefusedChange } from "../messages/protocol.ts";
import type { Handlers } from "../messages/router.ts";
import type { E164 } from "../phone/e164.ts";
import { numberIn } from "../phone/number-in.ts";
import { createRingCentral, type RingCentralPorts } from "../ringcentral/client.ts";
import type { LivePorts, Network } from "../ringcentral/events/types.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import { createKnownAges } from "../sync/known-ages.ts";
import { createLiveSync } from "../sync/live.ts";
import { createOnDemand } from "../sync/on-demand.ts";
import { createOutbox } from "../sync/outbox.ts";
import { createStaging } from "../sync/staging.ts";
import { createSync, type Sync } from "../sync/sync.ts";
import { isFailing } from "../sync/types.ts";
import { createVerdicts } from "../sync/verdicts.ts";
import { createAppState } from "./app-state.ts";
import { actorOf, createAuditTrail } from "./audit-trail.ts";
import { createBusinessNumbers } from "./business-numbers.ts";
import { createChangePermission } from "./change-permission.ts";
import { createConsentDesk } from "./consent-desk.ts";
import { type About, createDiagnostics } from "./diagnostics.ts";
import { createFaultLog } from "./fault-log.ts";
import { createFirstHint, type FirstHintPorts } from "./first-hint.ts";
import { createHandlers, type HandlerPorts } from "./handlers.ts";
import { createKnownConsents } from "./known-consents.ts";
import { createLatest } from "./latest.ts";
import { createListsDesk, type PrivateFiles } from "./lists-desk.ts";
import { createLiveSwitch } from "./live-switch.ts";
import { createPageNumbers, type PageNumbersPorts } from "./page-numbers.ts";
import { createPageReports, type ReportStore } from "./page-reports.ts";
import { createSenderCampaigns } from "./sender-campaigns.ts";
import { createSites, type SitesPorts } from "./sites.ts";
import { createTeaching, type TeachingPorts } from "./teaching.ts";
import { badgeOf, type ToolbarBadge } from "./toolbar-badge.ts";
import { createUploads, type UploadsPorts } from "./uploads.ts";

export interface ServicePorts {
  readonly ringcentral: Omit<RingCentralPorts, "store" | "rateLimits" | "onEnded" | "onMalformed">;
  readonly database: () => Promise<CacheDatabase>;
  readonly auditDatabase: () => Promise<AuditDatabase>;
  readonly uploadDatabase: UploadsPorts["database"];
  readonly settings: SettingsStore;
  readonly sites: SitesPorts;
  readonly reports: ReportStore;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly isSessionStart: () => Promise<boolean>;
  /** Resets the browser's idle clock while a load is under way. */
  readonly keepAlive: <T>(work: Promise<T>) => Promise<T>;
  readonly files: PrivateFiles;
  readonly tellPages: (push: Push) => Promise<void>;
  readonly tellOwnPages: (push: Push) => Promise<void>;
  /** Says that so many changes, which had waited, were refused. */
  readonly notifyRefused: (count: number) => Promise<void>;
  readonly setBadge: (tabId: number, badge: ToolbarBadge) => Promise<void>;
  readonly ensureAlarm: (minutes: number) => Promise<void>;
  readonly uploadAlarm: UploadsPorts["alarm"];
  /** While it is on, a background that has died over a load is woken to take it up again. */
  readonly wakeForLoad: (on: boolean) => Promise<void>;
  readonly openSocket: LivePorts["openSocket"];
  readonly network: Network;
  readonly injectPicker: TeachingPorts["injectPicker"];
  readonly tellTab: TeachingPorts["tellTab"];
  /** All texts in one language. */
  readonly texts: (language: string) => Promise<Readonly<Record<string, string>>>;
  /** Whether somebody on this computer has been told what a mark means. */
  readonly hintShown: Pick<FirstHintPorts, "load" | "save">;
  readonly askFrame: PageNumbersPorts["askFrame"];
  readonly tabAddress: HandlerPorts["tabAddress"];
  readonly openPopup: HandlerPorts["openPopup"];
  /** Settings, what our pages remember, and the sites' permissions: all that is kept outside of the databases. */
  readonly forgetStorage: (sites: readonly string[]) => Promise<void>;
  /** What our pages remember of customers until the browser is closed. */
  readonly forgetRecent: () => Promise<void>;
  readonly about: () => Promise<About>;
  readonly onBug: (error: unknown) => void;
}

export interface Services {
  readonly handlers: Handlers;
  /** The worker has begun. At the start of a session everything is made to follow what is on disk, open tabs included. */
  wake(): Promise<void>;
  /** The alarm: sends what waits and loads again. */
  syncNow(): Promise<void>;
  /** Goes on with uploads that are under way. */
  upload(): void;
  changed(): Promise<void>;
  /** Managed policy may be another than before. */
  policyChanged(): Promise<void>;
  /** So many of our own pages are open. */
  ownPages(count: number): Promise<void>;
  /** What is known of the number in a text or address; null where there is none. */
  verdictOn(text: string): Promise<Verdict | null>;
  /** The customer whose change was refused last; null when no refused change stands. */
  lastRefused(): Promise<E164 | null>;
  forgetTab(tabId: number): Promise<void>;
}

const HEALING_MS = 60_000;
/** Questions of all frames of a page go together. */
const GATHER_MS = 20;
/** A page waits no longer for an answer either. */
const PATIENCE_MS = 2500;

/** Builds the background out of its ports: the one place that knows all its parts. */
export function createServices(given: ServicePorts): Services {
  const { database, settings, signal, now } = given;
  const faults = createFaultLog({ store: storedValue(database, "faults"), now });
  const ports: ServicePorts = {
    ...given,
    onBug: (error) => {
      given.onBug(error);
      faults.note(error).catch(given.onBug);
    },
  };
  const endedStore = storedValue(database, "session-ended");
  const pairs = createPairCache(database);
  const cache: PairCache = {
    ...pairs,
    clear: async () => {
      await pairs.clear();
      await uploads.guardLost();
    },
  };

  const { session, consents, account, liveEvents, closedUntil } = createRingCentral({
    ...ports.ringcentral,
    store: storedValue(database, "tokens"),
    rateLimits: storedValue(database, "rate-limits"),
    onMalformed: (where, count) => {
      ports.onBug(new Failure("malformed-answer", { detail: `${count} records of ${where}` }));
    },
    onEnded: (failure, user) => {
      endedStore.save(failure.toInfo()).then(changed).catch(ports.onBug);
      void trail.record([{ action: "session-ended", result: failure.code }], actorOf(user));
    },
  });

  const audit = createAuditLog({
    database: ports.auditDatabase,
    now,
    retentionDays: async () => (await settings.effective()).values.auditRetentionDays,
  });
  const trail = createAuditTrail({ audit, session, onFault: ports.onBug });

  const accountKey = async (): Promise<string | null> => {
    const info = await session.info();
    return info ? `${info.serverUrl} ${info.clientId} ${info.user?.extensionId ?? ""}` : null;
  };

  const tellState = createLatest(async () => {
    await ports.tellOwnPages({ push: "state-changed", state: await state() });
  });

  const tellVerdicts = (recipients: readonly E164[] | null): void => {
    ports.tellPages({ push: "verdicts-changed", recipients }).catch(ports.onBug);
  };

  const sync: Sync = createSync({
    consents,
    cache,
    staging: createStaging(database),
    statusStore: storedValue(database, "sync-status"),
    now,
    account: accountKey,
    keepOptIns: () => campaigns.needsOptIns(),
    mode: async () => (await settings.effective()).values.mode,
    onStatus: () => void tellState().catch(ports.onBug),
    onSnapshot: () => tellVerdicts(null),
    unbrokenSince: () => live.unbrokenSince(),
    onDifferences: (found, missed) => {
      const result = missed ? "missed-by-events" : "found";
      void trail.record([{ action: "differences", after: JSON.stringify(found), result }]);
    },
  });

  const onDemand = createOnDemand({
    consents,
    cache,
    known: createKnownAges({ store: storedValue(database, "known-ages"), account: accountKey }),
    now,
    signal,
    gather: () => ports.ringcentral.sleep(GATHER_MS, signal),
    patience: () => ports.ringcentral.sleep(PATIENCE_MS, signal),
    onLate: (recipients) => tellVerdicts(recipients),
    onEnd: (failure) => void sync.asked(failure).catch(ports.onBug),
  });

  const isOnDemand = async (): Promise<boolean> => {
    const [{ values }, status] = await Promise.all([settings.effective(), sync.status()]);
    return values.mode === "on-demand" || status.onDemand === "refused";
  };

  /** Null where the account is loaded as a whole. */
  const agesOf = async (recipients: readonly E164[]): Promise<ReadonlyMap<E164, number> | null> => {
    if (!(await isOnDemand())) return null;
    if ((await accountKey()) === null) return new Map();
    const { values } = await settings.effective();
    const freshMs = values.freshMinutes * 60_000;
    return ports.keepAlive(
      onDemand.ages(recipients, { freshMs, unbrokenSince: live.unbrokenSince() }),
    );
  };

  const permission = createChangePermission({
    store: storedValue(database, "change-permission"),
    account: accountKey,
    now,
    onChanged: () => void tellState().catch(ports.onBug),
  });
  const changing = permission.over(consents);

  const outbox = createOutbox({
    store: storedValue(database, "outbox"),
    consents: changing,
    cache,
    account: accountKey,
    onReplaced: trail.replaced,
    now,
  });

  const uploads = createUploads({
    database: ports.uploadDatabase,
    consents: changing,
    cache,
    outbox,
    account: accountKey,
    now,
    sleep: ports.ringcentral.sleep,
    alarm: ports.uploadAlarm,
    keepAlive: ports.keepAlive,
    trace: trail.record,
    onChanged: tellVerdicts,
    tellOwnPages: ports.tellOwnPages,
    onBug: ports.onBug,
    signal,
  });

  const liveStore = storedValue(database, "live");
  const live = createLiveSync({
    events: (handlers) =>
      liveEvents({
        ...handlers,
        openSocket: ports.openSocket,
        network: ports.network,
        context: liveStore,
      }),
    consents,
    cache,
    now,
    reconcile: () => void reconcile().catch(ports.onBug),
    onChanged: tellVerdicts,
    onStatus: () => void tellState().catch(ports.onBug),
  });

  let ownPages = 0;
  /** A socket is worth its while where somebody looks. */
  const liveSwitch = createLiveSwitch({
    wanted: async () => {
      if ((await session.info()) === null) return false;
      return ownPages > 0 || (await sites.anyOpen(await settings.effective()));
    },
    // Firefox does not count a socket's traffic as a reason to live on.
    run: (stop) => ports.keepAlive(live.run(AbortSignal.any([stop, signal]))),
  });

  let healingSince = Number.NEGATIVE_INFINITY;
  const verdicts = createVerdicts({
    cache,
    unbrokenSince: live.unbrokenSince,
    settings: async () => (await settings.effective()).values,
    account: accountKey,
    now,
    campaigns: () => campaigns.campaigns(),
    ages: agesOf,
    unproven: async () => (await sync.status()).unproven,
    onCacheFault: (error) => {
      ports.onBug(error);
      // A damaged block is told of at every look-up until a load has healed it.
      if (now() - healingSince < HEALING_MS) return;
      healingSince = now();
      heal().catch(ports.onBug);
    },
  });

  const sites = createSites(ports.sites);
  const reports = createPageReports(ports.reports);
  const teaching = createTeaching({
    settings,
    sites,
    store: ports.reports,
    tabAddress: ports.tabAddress,
    injectPicker: ports.injectPicker,
    tellTab: ports.tellTab,
  });
  const hint = createFirstHint({ ...ports.hintShown, tellTab: ports.tellTab });
  const numbersStore = storedValue(database, "business-numbers");
  const numbers = createBusinessNumbers({
    account,
    load: numbersStore.load,
    save: numbersStore.save,
    chosen: async () => (await settings.effective()).values.businessNumbers,
  });

  const campaigns = createSenderCampaigns({
    account,
    store: storedValue(database, "sender-campaigns"),
    senders: numbers.senders,
    accountKey,
    now,
  });

  const desk = createConsentDesk({
    consents,
    cache,
    verdicts,
    submit: outbox.submit,
    senders: numbers.senders,
    now,
    onChanged: (recipients) => {
      tellVerdicts(recipients);
      void tellState().catch(ports.onBug);
    },
  });

  const refusedChanges = async (): Promise<readonly RefusedChange[]> =>
    (await outbox.entries()).flatMap(
      ({ id, at, state: stage, change, errorCode = "unknown", message = "" }) =>
        stage === "refused" ? [{ id, at, change, errorCode, message }] : [],
    );

  const state = createAppState({
    session,
    settings,
    sites,
    syncStatus: sync.status,
    live: live.status,
    waitingChanges: async () => (await outbox.waiting()).length,
    refusedChanges,
    readOnly: permission.missing,
    senders: campaigns.consent,
    closedUntil: () => closedUntil("light"),
    redirectUri: ports.ringcentral.redirectUri,
    endedBy: async () => (await endedStore.load()) as FailureInfo | undefined,
  });

  /** Stands on disk while a load goes on: a worker that finds it has followed one that died. */
  const loadUnderWay = storedValue(database, "load-under-way");

  const lastLoadMs = storedValue(database, "last-load-ms");

  /** Sends what waits; a refusal is told to whoever wants to know. */
  const sendWaiting = async (): Promise<void> => {
    const report = await outbox.flush(signal);
    const { failed } = report;
    await trail.settled(report);
    if (failed.length === 0) return;
    if ((await settings.effective()).values.notifyRefused) await ports.notifyRefused(failed.length);
  };

  /** What the senders' campaigns ask for may change what a load has to keep, and every verdict. */
  const followCampaigns = async (): Promise<void> => {
    if (await campaigns.refresh(signal)) {
      tellVerdicts(null);
      await tellState();
    }
  };

  /** Opt-ins that are required and were not kept: what is known tells nobody clear. */
  const lacksOptIns = async (): Promise<boolean> => {
    const meta = await cache.meta();
    return meta !== null && !meta.optIns && (await campaigns.needsOptIns());
  };

  const load = async (): Promise<void> => {
    await sendWaiting();
    await Promise.all([sync.run(signal), followCampaigns()]);
    if ((await lacksOptIns()) || (await sync.status()).unproven) await sync.run(signal);
    // What pages show may have grown too old meanwhile.
    if (isFailing(await sync.status())) tellVerdicts(null);
  };

  const syncNow = async (): Promise<void> => {
    if ((await session.info()) === null) return;
    await Promise.all([loadUnderWay.save(true), ports.wakeForLoad(true)]);
    const began = now();
    await ports.keepAlive(load());
    await loadUnderWay.clear();
    await ports.wakeForLoad(false);
    await lastLoadMs.save(now() - began);
  };

  /** A load that began before the gap does not close it. */
  const reconcile = async (): Promise<void> => {
    const since = now();
    await syncNow();
    const meta = await cache.meta();
    if (meta && meta.asOf < since) await syncNow();
  };

  /** A load replaces what is damaged. Where none may be made, all of it goes, and everybody is asked for again. */
  const heal = async (): Promise<void> => {
    await sync.noteDamage();
    const { values } = await settings.effective();
    if (values.mode === "on-demand" || (await sync.status()).onDemand === "refused") {
      await onDemand.forget();
      await cache.clear();
      await outbox.hold();
    }
    await syncNow();
  };

  const startSync = (): void => {
    syncNow().catch(ports.onBug);
  };

  const follow = async (everyTab: boolean): Promise<void> => {
    const effective = await settings.effective();
    await ports.ensureAlarm(effective.values.syncMinutes);
    await sites.apply(effective, everyTab);
    await liveSwitch.update();
  };

  /** Settings may ask for another way to know, or for numbers whose campaigns are not known. */
  const followSettings = async (): Promise<void> => {
    if ((await session.info()) === null) return;
    const { mode } = (await settings.effective()).values;
    const { onDemand } = await sync.status();
    if ((mode === "on-demand") !== (onDemand === "chosen")) return syncNow();
    await followCampaigns();
    if (mode === "cache" && (await lacksOptIns())) await syncNow();
  };

  const changed = async (): Promise<void> => {
    await follow(false);
    followSettings().catch(ports.onBug);
    await ports.tellPages({ push: "config-changed" });
    tellVerdicts(null);
    await tellState();
  };

  const policyStore = storedValue(database, "policy");
  /** Leaves a trace when policy is not what it was; it may have changed while nobody watched. */
  const tracePolicy = async (): Promise<void> => {
    const { locked, values } = await settings.effective();
    const after = JSON.stringify(Object.fromEntries(locked.map((name) => [name, values[name]])));
    const stored = await policyStore.load();
    const before = typeof stored === "string" ? stored : "{}";
    if (before === after) return;
    await policyStore.save(after);
    await trail.record([{ action: "policy", before, after, result: "done" }]);
  };

  const diagnostics = createDiagnostics({
    about: ports.about,
    state: () => state(),
    faults: faults.all,
    lastLoadMs: async () => Number(await lastLoadMs.load()) || 0,
    lookUp: (recipients) => cache.optOuts(recipients),
    audit: audit.page,
    now,
  });

  /** A company's word on how long the log is kept binds the person at the keyboard, too. */
  const forgetEverything = async (): Promise<void> => {
    const { locked, values } = await settings.effective();
    await session.disconnect(signal);
    await uploads.forget();
    await sync.forget();
    await (await database()).clear("values");
    await ports.forgetStorage(values.sites);
    if (!locked.includes("auditRetentionDays")) await audit.clear();
    await changed();
  };

  const lists = createListsDesk({
    cache,
    consents,
    account: accountKey,
    unbrokenSince: live.unbrokenSince,
    freshMinutes: async () => (await settings.effective()).values.freshMinutes,
    unproven: async () => (await sync.status()).unproven,
    campaigns: campaigns.campaigns,
    files: ports.files,
    keepAlive: ports.keepAlive,
    onExported: (bytes) => {
      ports.tellOwnPages({ push: "export-progress", bytes }).catch(ports.onBug);
    },
    onChanged: tellVerdicts,
  });

  const handlers = createHandlers({
    settings,
    session: {
      ...session,
      connect: async (target, aborted) => {
        const info = await session.connect(target, aborted);
        await endedStore.clear();
        await permission.forget();
        uploads.start();
        // Labels for the pick list; the login stands without them.
        await numbers.list(aborted).catch(ports.onBug);
        return info;
      },
      disconnect: async (aborted) => {
        await session.disconnect(aborted);
        await sync.forget();
        await onDemand.forget();
        await campaigns.forget();
        await numbersStore.clear();
        await endedStore.clear();
        await liveStore.clear();
        await outbox.forgetSent();
        await ports.forgetRecent();
      },
    },
    sites,
    reports,
    hint,
    teaching,
    texts: ports.texts,
    isOnDemand,
    pageNumbers: createPageNumbers({
      frames: reports.frames,
      askFrame: ports.askFrame,
      verdicts,
    }),
    numbers,
    desk,
    known: createKnownConsents({
      consents,
      cache,
      account: accountKey,
      freshMinutes: async () => (await settings.effective()).values.freshMinutes,
      unproven: async () => (await sync.status()).unproven,
      now,
    }),
    lists,
    outbox,
    uploads,
    audit,
    verdicts,
    state,
    diagnostics,
    forgetEverything,
    startSync,
    changed,
    tabAddress: ports.tabAddress,
    openPopup: ports.openPopup,
    reported: async (tabId) => {
      await ports.setBadge(tabId, badgeOf((await reports.total(tabId)).report));
      await ports.tellOwnPages({ push: "page-changed", tabId });
    },
    signal,
  });

  return {
    handlers: trail.over(handlers),
    syncNow,
    upload: uploads.start,
    verdictOn: async (text) => {
      const { defaultCountry } = (await settings.effective()).values;
      const number = numberIn(text, defaultCountry);
      return number === null ? null : ((await verdicts([number]))[0] ?? null);
    },
    lastRefused: async () => (await refusedChanges())[0]?.change.to ?? null,
    changed,
    policyChanged: async () => {
      await tracePolicy();
      await changed();
    },
    ownPages: (count) => {
      ownPages = count;
      if (count === 0) lists.forgetExport().catch(ports.onBug);
      return liveSwitch.update();
    },
    forgetTab: async (tabId) => {
      await reports.forget(tabId);
      await teaching.forgetTab(tabId);
      await liveSwitch.update();
    },
    wake: async () => {
      // The first verdict waits for it: it is opened while settings and permissions are read.
      database().catch(ports.onBug);
      if (!(await ports.isSessionStart())) {
        uploads.start();
        if (await loadUnderWay.load()) startSync();
        return liveSwitch.update();
      }
      await uploads.dropDrafts().catch(ports.onBug);
      uploads.start();
      await follow(true);
      await tracePolicy();
      const { lastSuccess } = await sync.status();
      const { syncMinutes } = (await settings.effective()).values;
      if (lastSuccess === null || now() - lastSuccess > syncMinutes * 60_000) startSync();
    },
  };
}
