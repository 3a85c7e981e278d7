import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { openAuditDatabase } from "../../../lib/audit/audit-database.ts";
import { createServices, type Services } from "../../../lib/background/services.ts";
import type { ToolbarBadge } from "../../../lib/background/toolbar-badge.ts";
import { openCacheDatabase } from "../../../lib/cache/database.ts";
import type { MessageName, Push, RequestOf, ResponseOf } from "../../../lib/messages/protocol.ts";
import type { PageFrame } from "../../../lib/messages/router.ts";
import type { Settings } from "../../../lib/settings/settings.ts";
import { createSettingsStore } from "../../../lib/settings/settings-store.ts";
import { sleep } from "../../../lib/sleep.ts";
import { openUploadDatabase } from "../../../lib/uploads/upload-database.ts";
import type { Emulator } from "../../emulator/emulator.ts";
import { CLIENT_ID, REDIRECT_URIS } from "../../emulator/oauth.ts";

const ABOUT = {
  version: "1.2.3",
  manifestVersion: 3,
  browser: "Mozilla/5.0 Test/1.0",
  platform: "linux x86-64",
  language: "en-US",
  permissions: ["storage"],
  grantedOrigins: 2,
  storageBytes: 1000,
  storageQuotaBytes: 1_000_000,
};

export interface OpenTab {
  readonly id: number;
  readonly url: string;
}

/** A browser as far as the background sees it; what it did is there to look at. */
export interface BackgroundUnderTest extends Services {
  send<N extends MessageName>(
    name: N,
    payload: RequestOf<N>,
    frame?: Partial<PageFrame>,
  ): Promise<ResponseOf<N>>;
  connect(settings?: Partial<Settings>): Promise<void>;
  /** Waits until no load is under way. */
  synced(): Promise<void>;
  readonly granted: Set<string>;
  readonly policy: Record<string, unknown>;
  readonly tabs: OpenTab[];
  readonly registered: () => readonly string[];
  readonly injected: number[];
  /** Tabs where the picker was started. */
  readonly picking: number[];
  /** Told to all frames of one tab. */
  readonly toTabs: { tabId: number; push: Push }[];
  readonly badges: Map<number, ToolbarBadge>;
  readonly toPages: Push[];
  readonly toOwnPages: Push[];
  readonly alarms: number[];
  readonly uploadAlarm: boolean | null;
  /** Whether the browser would wake a background that has died. */
  wakesForLoad: boolean;
  /** Notifications of refused changes: how many each told of. */
  readonly refusals: number[];
  readonly bugs: unknown[];
  readonly files: Map<string, string>;
  readonly forgotten: string[];
  /** What is kept outside of the databases. */
  readonly stored: () => readonly unknown[];
  now: number;
  stop(): void;
  /** The worker dies and a new one wakes: memory is lost, disk and session storage are not. */
  restart(): void;
  /** The extension is another version from now on: a new worker, and a new session. */
  update(): void;
}

export function startBackground(emulator: Emulator): BackgroundUnderTest {
  globalThis.indexedDB = new IDBFactory();
  const local = new Map<string, unknown>();
  const session = new Map<string, unknown>();
  let registered: readonly string[] = [];
  let started = false;
  let services: Services;

  const test = {
    granted: new Set<string>(),
    policy: {} as Record<string, unknown>,
    tabs: [] as OpenTab[],
    injected: [] as number[],
    picking: [] as number[],
    toTabs: [] as { tabId: number; push: Push }[],
    badges: new Map<number, ToolbarBadge>(),
    toPages: [] as Push[],
    toOwnPages: [] as Push[],
    alarms: [] as number[],
    uploadAlarm: null as boolean | null,
    wakesForLoad: false,
    refusals: [] as number[],
    bugs: [] as unknown[],
    files: new Map<string, string>(),
    forgotten: [] as string[],
    now: Date.now(),
  };

  let alive = new AbortController();
  const build = (): Services => {
    const database = openCacheDatabase();
    const auditDatabase = openAuditDatabase();
    const uploadDatabase = openUploadDatabase();
    return createServices({
      ringcentral: {
        fetch: (url, init) => fetch(url, init),
        now: () => test.now,
        random: () => 0.5,
        randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
        sleep,
        launchLogin: async (url) => {
          const answer = await fetch(url, { redirect: "manual" });
          return answer.headers.get("Location") ?? "";
        },
        redirectUri: REDIRECT_URIS[0] ?? "",
        userAgent: "ConsentGuard/test",
      },
      database: () => database,
      auditDatabase: () => auditDatabase,
      uploadDatabase: () => uploadDatabase,
      settings: createSettingsStore({
        load: async () => local.get("settings"),
        save: async (settings) => void local.set("settings", structuredClone(settings)),
        loadPolicy: async () => test.policy,
      }),
      sites: {
        hasOrigins: async (origins) => origins.every((origin) => test.granted.has(origin)),
        registerGuard: async (patterns) => {
          const added = patterns.filter((pattern) => !registered.includes(pattern));
          registered = patterns;
          return added;
        },
        injectGuard: async (tabId) => void test.injected.push(tabId),
        tabsMatching: async (patterns) =>
          test.tabs.filter(({ url }) =>
            patterns.some((pattern) => url.startsWith(pattern.slice(0, -1))),
          ),
        onInjectFailed: (error) => test.bugs.push(error),
      },
      reports: {
        load: async (key) => session.get(key),
        save: async (key, value) => void session.set(key, structuredClone(value)),
        remove: async (key) => void session.delete(key),
      },
      files: {
        write: async (name, pieces) => {
          const parts: Uint8Array<ArrayBuffer>[] = [];
          for await (const piece of pieces) parts.push(piece.slice());
          test.files.set(name, Buffer.concat(parts).toString());
        },
        remove: async (name) => void test.files.delete(name),
      },
      now: () => test.now,
      signal: alive.signal,
      openSocket: (url) => new WebSocket(url),
      network: { isOnline: () => true, onChange: () => () => undefined },
      isSessionStart: async () => {
        const first = !started;
        started = true;
        return first;
      },
      keepAlive: (work) => work,
      tellPages: async (push) => void test.toPages.push(push),
      tellOwnPages: async (push) => void test.toOwnPages.push(push),
      setBadge: async (tabId, badge) => void test.badges.set(tabId, badge),
      ensureAlarm: async (minutes) => void test.alarms.push(minutes),
      uploadAlarm: async (on) => {
        test.uploadAlarm = on;
      },
      wakeForLoad: async (on) => {
        test.wakesForLoad = on;
      },
      notifyRefused: async (count) => void test.refusals.push(count),
      injectPicker: async (tabId) => void test.picking.push(tabId),
      texts: async (language) => ({
        card_close: `Close in ${language}`,
        popup_title: "Not for pages",
      }),
      tellTab: async (tabId, push) => void test.toTabs.push({ tabId, push }),
      askFrame: async () => undefined,
      hintShown: {
        load: async () => local.get("hint-shown"),
        save: async (shown) => void local.set("hint-shown", shown),
      },
      tabAddress: async (tabId) => test.tabs.find(({ id }) => id === tabId)?.url ?? null,
      openPopup: async () => undefined,
      forgetStorage: async (sites) => {
        local.clear();
        session.clear();
        for (const site of sites) test.granted.delete(site);
      },
      forgetRecent: async () => void test.forgotten.push("recent"),
      about: async () => ABOUT,
      onBug: (error) => test.bugs.push(error),
    });
  };
  services = build();

  const send: BackgroundUnderTest["send"] = (name, payload, frame = {}) =>
    services.handlers[name](payload, { tabId: 1, frameId: 0, addresses: [], ...frame });

  const synced = async (): Promise<void> => {
    while ((await send("state/get", {})).sync.phase === "loading")
      await sleep(5, new AbortController().signal);
  };

  const restart = (): void => {
    alive.abort();
    alive = new AbortController();
    services = build();
  };

  return Object.assign(test, {
    get handlers() {
      return services.handlers;
    },
    wake: () => services.wake(),
    syncNow: () => services.syncNow(),
    upload: () => services.upload(),
    changed: () => services.changed(),
    policyChanged: () => services.policyChanged(),
    ownPages: (count: number) => services.ownPages(count),
    verdictOn: (text: string) => services.verdictOn(text),
    lastRefused: () => services.lastRefused(),
    forgetTab: (tabId: number) => services.forgetTab(tabId),
    send,
    synced,
    connect: async (settings: Partial<Settings> = {}) => {
      await send("settings/update", { serverUrl: emulator.url, clientId: CLIENT_ID, ...settings });
      await send("session/connect", {});
      // Joins the load that connecting has begun.
      await services.syncNow();
    },
    registered: () => registered,
    stored: () => [...local.values(), ...session.values()],
    stop: () => alive.abort(),
    restart,
    update: () => {
      started = false;
      session.clear();
      restart();
    },
  });
}
