import { browser } from "wxt/browser";
import type { About } from "../background/diagnostics.ts";

/** The extension and the browser it runs in. */
export async function about(): Promise<About> {
  const { version, manifest_version } = browser.runtime.getManifest();
  const { os, arch } = await browser.runtime.getPlatformInfo();
  const { permissions = [], origins = [] } = await browser.permissions.getAll();
  const { usage = 0, quota = 0 } = await navigator.storage.estimate();
  return {
    version,
    manifestVersion: manifest_version,
    browser: navigator.userAgent,
    platform: `${os} ${arch}`,
    language: browser.i18n.getUILanguage(),
    permissions,
    grantedOrigins: origins.length,
    storageBytes: usage,
    storageQuotaBytes: quota,
  };
}
