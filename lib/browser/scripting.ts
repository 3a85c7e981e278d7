import { browser } from "wxt/browser";

const GUARD_ID = "guard";
const GUARD_FILE = "/content-scripts/guard.js";

async function registeredMatches(): Promise<readonly string[] | null> {
  const [script] = await browser.scripting.getRegisteredContentScripts({ ids: [GUARD_ID] });
  return script ? (script.matches ?? []) : null;
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item) => b.includes(item));

/** Makes the guard run on exactly these patterns in pages opened from now on. Gives the patterns that were not there before. */
export async function registerGuard(patterns: readonly string[]): Promise<readonly string[]> {
  const before = await registeredMatches();
  if (before && sameSet(before, patterns)) return [];
  if (patterns.length === 0) {
    if (before) await browser.scripting.unregisterContentScripts({ ids: [GUARD_ID] });
    return [];
  }
  const script = {
    id: GUARD_ID,
    js: [GUARD_FILE],
    matches: [...patterns],
    allFrames: true,
    matchOriginAsFallback: true,
    runAt: "document_start" as const,
    persistAcrossSessions: true,
  };
  if (before) await browser.scripting.updateContentScripts([script]);
  else await browser.scripting.registerContentScripts([script]);
  return patterns.filter((pattern) => !before?.includes(pattern));
}

/** Starts the guard in a tab that is open already; registration reaches new pages only. */
export async function injectGuard(tabId: number): Promise<void> {
  await browser.scripting.executeScript({
    target: { tabId, allFrames: true },
    files: [GUARD_FILE],
    injectImmediately: true,
  });
}
