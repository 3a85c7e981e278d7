import { browser } from "wxt/browser";

const GUARD_ID = "guard";
const MAIN_ID = "guard-main";
/** In this order: what reads, what blocks, what marks, what explains. */
const GUARD_FILES = ["/reader.js", "/guard.js", "/marks.js", "/card.js"] as const;
/** Its part in the page's own world. */
const MAIN_FILE = "/guard-main.js";
const PICKER_FILE = "/picker.js";
type ScriptPath = (typeof GUARD_FILES)[number] | typeof MAIN_FILE;

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
    if (before) await browser.scripting.unregisterContentScripts({ ids: [MAIN_ID, GUARD_ID] });
    return [];
  }
  const script = (id: string, js: readonly ScriptPath[], world: "MAIN" | "ISOLATED") => ({
    id,
    js: [...js],
    world,
    matches: [...patterns],
    allFrames: true,
    matchOriginAsFallback: true,
    runAt: "document_start" as const,
    persistAcrossSessions: true,
  });
  const scripts = [script(MAIN_ID, [MAIN_FILE], "MAIN"), script(GUARD_ID, GUARD_FILES, "ISOLATED")];
  if (before) await browser.scripting.updateContentScripts(scripts);
  else await browser.scripting.registerContentScripts(scripts);
  return patterns.filter((pattern) => !before?.includes(pattern));
}

/** Starts the guard in a tab that is open already; registration reaches new pages only. */
export async function injectGuard(tabId: number): Promise<void> {
  const injection = { target: { tabId, allFrames: true }, injectImmediately: true };
  await browser.scripting.executeScript({ ...injection, files: [MAIN_FILE], world: "MAIN" });
  await browser.scripting.executeScript({ ...injection, files: [...GUARD_FILES] });
}

/** Lets a person point at things in all frames of a guarded tab. */
export async function injectPicker(tabId: number): Promise<void> {
  const target = { tabId, allFrames: true };
  await browser.scripting.executeScript({ target, files: [PICKER_FILE] });
}
