import { browser } from "wxt/browser";
import { hasNotifications } from "./permissions.ts";

const ICON = "/icon/128.png";

/** Shows a notification where the person has allowed it. */
export async function notify(title: string, message: string): Promise<void> {
  if (!(await hasNotifications())) return;
  const iconUrl = browser.runtime.getURL(ICON);
  await browser.notifications.create({ type: "basic", iconUrl, title, message });
}

/** Hears a click on a notification of ours, from the moment that the person allows them. */
export function onNotificationClicked(listener: () => void): void {
  const onClicked = (id: string): void => {
    void browser.notifications.clear(id);
    listener();
  };
  const listen = (): void => {
    // Absent until the permission is there.
    const { notifications } = browser as Partial<typeof browser>;
    if (notifications && !notifications.onClicked.hasListener(onClicked)) {
      notifications.onClicked.addListener(onClicked);
    }
  };
  listen();
  browser.permissions.onAdded.addListener(listen);
}
