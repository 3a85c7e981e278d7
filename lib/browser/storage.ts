import { browser } from "wxt/browser";

type Area = "local" | "session";

export const readStorage = async (area: Area, key: string): Promise<unknown> =>
  (await browser.storage[area].get(key))[key];

export const writeStorage = (area: Area, key: string, value: unknown): Promise<void> =>
  browser.storage[area].set({ [key]: value });

export const removeStorage = (area: Area, key: string): Promise<void> =>
  browser.storage[area].remove(key);

/** Everything that is kept on this computer or until the browser is closed. */
export async function clearStorage(): Promise<void> {
  await browser.storage.local.clear();
  await browser.storage.session.clear();
}

/** Managed policy; Firefox rejects when there is none, which is the ordinary case. */
export async function readManaged(): Promise<Record<string, unknown>> {
  try {
    return await browser.storage.managed.get();
  } catch {
    return {};
  }
}

export function onStorageChanged(listener: (area: string) => void): void {
  browser.storage.onChanged.addListener((_changes, area) => listener(area));
}

/** Keeps content scripts out of `storage.local` where the browser can (Chromium); secrets are not there anyway. */
export async function restrictStorage(): Promise<void> {
  const local = browser.storage.local as {
    setAccessLevel?: (options: { accessLevel: "TRUSTED_CONTEXTS" }) => Promise<void>;
  };
  await local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });
}
