import { browser } from "wxt/browser";
import { hasNotifications } from "./permissions.ts";

const ICON = "/icon/128.png";

/** Shows a notification where the person has allowed it. */
export async function notify(title: string, message: string): Promise<void> {
  if (!(await hasNotifications())) return;
  const iconUrl = browser.runtime.getURL(ICON);
  await browser.notifications.create({ type: "basic", iconUrl, title, message });
}
