import type { GuardPorts } from "../guard/ports.ts";
import { createAsk } from "../messages/page-client.ts";
import type { PageQuestion, Push } from "../messages/protocol.ts";
import { browser } from "./page-api.ts";
import { pageText, setPageTexts } from "./page-text.ts";
import { shadowOf } from "./shadow-of.ts";

/** True once the extension that brought this script was updated, switched off or removed. */
export const isOrphan = (): boolean => browser.runtime?.id === undefined;

/** A script that an update has orphaned has no more runtime. */
const stopHearing = (listener: (...message: never[]) => void): void =>
  browser.runtime?.onMessage.removeListener(listener as () => void);

/** What a content script may use of the browser. */
export const pagePorts: GuardPorts = {
  ask: createAsk((message) => browser.runtime.sendMessage(message)),
  onPush: (listener, signal) => {
    const onMessage = (message: unknown): void => {
      // Only our own background can send to a content script.
      if (typeof message === "object" && message !== null && "push" in message) {
        listener(message as Push);
      }
    };
    browser.runtime.onMessage.addListener(onMessage);
    signal.addEventListener("abort", () => stopHearing(onMessage));
  },
  onQuestion: (answer, signal) => {
    const onMessage = (
      message: unknown,
      _sender: unknown,
      sendResponse: (answer: unknown) => void,
    ): void => {
      if (typeof message === "object" && message !== null && "question" in message) {
        sendResponse(answer(message as PageQuestion));
      }
    };
    browser.runtime.onMessage.addListener(onMessage);
    signal.addEventListener("abort", () => stopHearing(onMessage));
  },
  t: pageText,
  setTexts: setPageTexts,
  shadowOf,
};
