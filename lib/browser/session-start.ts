import { readStorage, writeStorage } from "./storage.ts";

const KEY = "session-started";

/**
 * True once per session of the extension: after the browser's start, an install, an
 * update, or when it was switched on again. False when merely the worker woke.
 */
export async function isSessionStart(): Promise<boolean> {
  if ((await readStorage("session", KEY)) === true) return false;
  await writeStorage("session", KEY, true);
  return true;
}
