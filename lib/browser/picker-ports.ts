import type { PickerPorts } from "../guard/picker/picker.ts";
import type { GuardConfig, Push, Reply } from "../messages/protocol.ts";
import { browser } from "./page-api.ts";
import { pageText, setPageTexts } from "./page-text.ts";
import { shadowOf } from "./shadow-of.ts";

const send = async <N extends "guard/config" | "teach/done" | "teach/here">(
  name: N,
  payload: object,
): Promise<Reply<N> | undefined> => browser.runtime.sendMessage({ name, payload });

/** @throws Error when the background does not answer */
export async function pickerConfig(): Promise<GuardConfig> {
  const reply = await send("guard/config", { fresh: false });
  if (!reply?.ok) throw new Error("no answer to guard/config");
  setPageTexts(reply.value.texts);
  return reply.value;
}

/** What the picker may use of the browser. */
export const pickerPorts: PickerPorts = {
  t: pageText,
  shadowOf,
  done: async (recipe) => {
    const reply = await send("teach/done", { recipe }).catch(() => undefined);
    if (reply?.ok) return null;
    return reply?.failure.code ?? "unexpected";
  },
  here: (picker, asking) => {
    // Nobody is left to tell once the extension is gone.
    send("teach/here", { picker, asking }).catch(() => undefined);
  },
  onTeaching: (listener, signal) => {
    const onMessage = (message: Push | object): void => {
      // Only our own background can send to a content script.
      if ("push" in message && message.push === "teaching") listener(message);
    };
    browser.runtime.onMessage.addListener(onMessage);
    signal.addEventListener("abort", () => browser.runtime?.onMessage.removeListener(onMessage));
  },
};
