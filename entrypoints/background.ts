import { defineBackground } from "wxt/utils/define-background";
import { type AuditDatabase, openAuditDatabase } from "../lib/audit/audit-database.ts";
import { createServices } from "../lib/background/services.ts";
import { about } from "../lib/browser/about.ts";
import { setBadge } from "../lib/browser/action.ts";
import { clearAlarm, ensureAlarm, onAlarm } from "../lib/browser/alarms.ts";
import { onCheckSelection } from "../lib/browser/commands.ts";
import { createContextMenu, onContextMenu } from "../lib/browser/context-menu.ts";
import { hintShown } from "../lib/browser/hint-memory.ts";
import { translate } from "../lib/browser/i18n.ts";
import { launchLogin, redirectUri } from "../lib/browser/identity.ts";
import { keepAlive } from "../lib/browser/keep-alive.ts";
import { localeTexts } from "../lib/browser/locale-texts.ts";
import { network } from "../lib/browser/network.ts";
import { notify, onNotificationClicked } from "../lib/browser/notifications.ts";
import { onOmnibox } from "../lib/browser/omnibox.ts";
import { onOwnPages } from "../lib/browser/own-pages.ts";
import { hasOrigins, onPermissionsChanged, withdrawOrigins } from "../lib/browser/permissions.ts";
import { removePrivateFile, writePrivateFile } from "../lib/browser/private-files.ts";
import {
  broadcast,
  extensionId,
  extensionOrigin,
  extensionVersion,
  isDevelopmentInstall,
  onInstalled,
  onMessage,
  onStartup,
  pageUrl,
} from "../lib/browser/runtime.ts";
import { injectGuard, injectPicker, registerGuard } from "../lib/browser/scripting.ts";
import { forgetRecent } from "../lib/browser/session-memory.ts";
import { isSessionStart } from "../lib/browser/session-start.ts";
import {
  clearStorage,
  onStorageChanged,
  readManaged,
  readStorage,
  removeStorage,
  restrictStorage,
  writeStorage,
} from "../lib/browser/storage.ts";
import {
  allTabs,
  askFrame,
  onTabRemoved,
  openTab,
  showOwnTab,
  tabById,
  tabsMatching,
  tellTab,
} from "../lib/browser/tabs.ts";
import { lazyDatabase } from "../lib/cache/database.ts";
import { createRouter } from "../lib/messages/router.ts";
import { formatShort } from "../lib/phone/format.ts";
import { createSettingsStore } from "../lib/settings/settings-store.ts";
import { sleep } from "../lib/sleep.ts";
import { lazyUploadDatabase } from "../lib/uploads/upload-database.ts";

/** Developers and tests load the extension again and again: they are not welcomed each time. */
async function openWelcome(): Promise<void> {
  if (!(await isDevelopmentInstall())) await openTab(pageUrl("welcome.html"));
}

/** The popup in a tab, the same one each time. */
const showCheck = (number: string): Promise<void> =>
  showOwnTab(pageUrl("popup.html"), `?number=${encodeURIComponent(number)}`);

const SYNC_ALARM = "sync";
const UPLOAD_ALARM = "upload";
/** Only wakes the background, which then sees by itself that a load was left. */
const LOAD_ALARM = "load";

export default defineBackground(() => {
  const onBug = (error: unknown): void => console.error("Consent Guard:", error);
  let auditDatabase: Promise<AuditDatabase> | null = null;

  const services = createServices({
    ringcentral: {
      fetch: globalThis.fetch.bind(globalThis),
      now: Date.now,
      random: Math.random,
      randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
      sleep,
      launchLogin,
      redirectUri: redirectUri(),
      userAgent: `ConsentGuard/${extensionVersion()}`,
    },
    database: lazyDatabase(),
    auditDatabase: () => {
      auditDatabase ??= openAuditDatabase();
      return auditDatabase;
    },
    uploadDatabase: lazyUploadDatabase(),
    settings: createSettingsStore({
      load: () => readStorage("local", "settings"),
      save: (settings) => writeStorage("local", "settings", settings),
      loadPolicy: readManaged,
    }),
    sites: { hasOrigins, registerGuard, injectGuard, tabsMatching, onInjectFailed: onBug },
    reports: {
      load: (key) => readStorage("session", key),
      save: (key, value) => writeStorage("session", key, value),
      remove: (key) => removeStorage("session", key),
    },
    now: Date.now,
    signal: new AbortController().signal,
    openSocket: (url) => new WebSocket(url),
    network,
    isSessionStart,
    keepAlive,
    files: { write: writePrivateFile, remove: removePrivateFile },
    tellPages: async (push) => {
      await Promise.all((await allTabs()).map((tab) => tellTab(tab.id, push)));
    },
    tellOwnPages: broadcast,
    notifyRefused: (count) =>
      notify(translate("notify_title"), translate("notify_refused_text", [String(count)])),
    setBadge: (tabId, { state, count }) => {
      const title = state === "blind" ? "badge_title_blind" : "badge_title";
      const text = { none: "", "opted-out": String(count), blind: "?" }[state];
      const color = state === "blind" ? "#5b6472" : "#b3261e";
      return setBadge(tabId, { text, color, title: translate(title, [String(count)]) });
    },
    ensureAlarm: (minutes) => ensureAlarm(SYNC_ALARM, minutes),
    uploadAlarm: (on) => (on ? ensureAlarm(UPLOAD_ALARM, 1) : clearAlarm(UPLOAD_ALARM)),
    wakeForLoad: (on) => (on ? ensureAlarm(LOAD_ALARM, 0.5) : clearAlarm(LOAD_ALARM)),
    hintShown,
    askFrame,
    injectPicker,
    tellTab,
    texts: localeTexts,
    tabAddress: async (tabId) => (await tabById(tabId))?.url ?? null,
    openPopup: showCheck,
    forgetStorage: async (sites) => {
      await clearStorage();
      for (const site of sites) await withdrawOrigins([site]);
    },
    forgetRecent,
    about,
    onBug,
  });

  /** Checks whatever number a person pointed at. */
  const openCheck = (text: string): void => {
    const open = async (): Promise<void> =>
      showCheck((await services.verdictOn(text))?.recipient ?? text.slice(0, 40));
    open().catch(onBug);
  };

  onMessage(
    createRouter({
      handlers: services.handlers,
      extensionId: extensionId(),
      ownOrigin: extensionOrigin(),
      onBug,
    }),
  );
  onAlarm((name) => {
    if (name === SYNC_ALARM) services.syncNow().catch(onBug);
    if (name === UPLOAD_ALARM) services.upload();
  });
  // Listened to so that they wake the worker; `wake` itself tells a session's start from the rest.
  onInstalled((reason) => {
    createContextMenu(translate("menu_check")).catch(onBug);
    if (reason === "install") openWelcome().catch(onBug);
  });
  onContextMenu(openCheck);
  onCheckSelection(openCheck);
  onOmnibox(async (text) => {
    const verdict = await services.verdictOn(text);
    return verdict
      ? translate("omnibox_status", [
          formatShort(verdict.recipient),
          translate(`status_${verdict.kind.replaceAll("-", "_")}`),
        ])
      : translate("omnibox_hint");
  }, openCheck);
  onNotificationClicked(() => {
    services
      .lastRefused()
      .then((recipient) => showCheck(recipient ?? ""))
      .catch(onBug);
  });
  onStartup(() => undefined);
  onPermissionsChanged(() => services.changed().catch(onBug));
  onStorageChanged((area) => {
    if (area === "managed") services.policyChanged().catch(onBug);
  });
  onOwnPages((count) => services.ownPages(count).catch(onBug));
  onTabRemoved((tabId) => services.forgetTab(tabId).catch(onBug));
  restrictStorage().catch(onBug);
  services.wake().catch(onBug);
});
