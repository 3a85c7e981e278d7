import { browser } from "wxt/browser";

/** Must be the first await of a click handler: browsers grant only during a person's gesture. */
export const requestOrigins = (origins: readonly string[]): Promise<boolean> =>
  browser.permissions.request({ origins: [...origins] });

export const hasOrigins = (origins: readonly string[]): Promise<boolean> =>
  browser.permissions.contains({ origins: [...origins] });

export const removeOrigins = (origins: readonly string[]): Promise<boolean> =>
  browser.permissions.remove({ origins: [...origins] });

/** Gives sites back; those that came with the extension or that nobody granted stay as they are. */
export async function withdrawOrigins(origins: readonly string[]): Promise<void> {
  if (!(await hasOrigins(origins))) return;
  // Chromium refuses what the manifest requires, which only a build for tests does.
  await removeOrigins(origins).catch(() => false);
}

/** Must be the first await of a click handler too. */
export const requestNotifications = (): Promise<boolean> =>
  browser.permissions.request({ permissions: ["notifications"] });

export const hasNotifications = (): Promise<boolean> =>
  browser.permissions.contains({ permissions: ["notifications"] });

/** A grant or its withdrawal, from our pages or the browser's own settings. */
export function onPermissionsChanged(listener: () => void): void {
  browser.permissions.onAdded.addListener(listener);
  browser.permissions.onRemoved.addListener(listener);
}
