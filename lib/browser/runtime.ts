import { browser } from "wxt/browser";
import type { MessageSender } from "../messages/router.ts";

export const extensionId = (): string => browser.runtime.id;
export const extensionVersion = (): string => browser.runtime.getManifest().version;
/** `chrome-extension://<id>` or `moz-extension://<uuid>`. */
export const extensionOrigin = (): string => new URL(browser.runtime.getURL("/")).origin;
export const pageUrl = (
  page: "popup.html" | "options.html" | "lists.html" | "welcome.html",
): string => (browser.runtime.getURL as (path: string) => string)(`/${page}`);

export const sendMessage = (message: unknown): Promise<unknown> =>
  browser.runtime.sendMessage(message);

/**
 * Answers messages. `handle` returns undefined for what is not for it.
 * `sendResponse` with `return true` is the one form that every browser understands.
 */
export function onMessage(
  handle: (message: unknown, sender: MessageSender) => Promise<unknown> | undefined,
): void {
  browser.runtime.onMessage.addListener(
    (message: unknown, sender: MessageSender, sendResponse: (response: unknown) => void) => {
      const answer = handle(message, sender);
      if (!answer) return undefined;
      answer.then(sendResponse);
      return true;
    },
  );
}

export type InstallReason = "install" | "update" | "other";

export function onInstalled(listener: (reason: InstallReason) => void): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    listener(reason === "install" || reason === "update" ? reason : "other");
  });
}

/** Loaded from a folder, as developers and tests do. */
export const isDevelopmentInstall = async (): Promise<boolean> =>
  (await browser.management.getSelf()).installType === "development";

export const onStartup = (listener: () => void): void =>
  browser.runtime.onStartup.addListener(listener);

/** Resets the background's idle clock: in Chromium any call of the API does, in Firefox one that the parent process answers. */
export async function touch(): Promise<void> {
  await browser.runtime.getPlatformInfo();
}

/** Tells our own open pages; that none is open is the ordinary case. */
export async function broadcast(message: unknown): Promise<void> {
  try {
    await browser.runtime.sendMessage(message);
  } catch (error) {
    if (!isNoReceiver(error)) throw error;
  }
}

/** True for the rejection that browsers give when nobody listens. */
export const isNoReceiver = (error: unknown): boolean =>
  error instanceof Error &&
  /Receiving end does not exist|message port closed|context invalidated/i.test(error.message);
