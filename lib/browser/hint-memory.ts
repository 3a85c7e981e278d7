import { readStorage, writeStorage } from "./storage.ts";

const KEY = "hint-shown";

/** Whether somebody on this computer has been told what a mark means. */
export const hintShown = {
  load: (): Promise<unknown> => readStorage("local", KEY),
  save: (shown: true): Promise<void> => writeStorage("local", KEY, shown),
};
