import { browser } from "wxt/browser";

/** Must be the first await of a click handler: browsers grant only during a person's gesture. */
export const requestOrigins = (origins: readonly string[]): Promise<boolean> =>
  browser.permissions.request({ origins: [...origins] });

export const hasOrigins = (origins: readonly string[]): Promise<boolean> =>
  browser.permissions.contains({ origins: [...origins] });

export const removeOrigins = (origins: readonly string[]): Promise<boolean> =>
  browser.permissions.remove({ origins: [...origins] });

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
