import type { AppState } from "../messages/protocol.ts";
import { type E164, isE164 } from "../phone/e164.ts";
import type { Draft } from "../ui/draft.ts";
import { extensionVersion } from "./runtime.ts";
import { readStorage, removeStorage, writeStorage } from "./storage.ts";

/**
 * What our own pages remember until the browser is closed. Session storage is
 * memory, out of reach of pages and content scripts, and needs no waking worker.
 */
const STATE = "last-state";
const RECENT = "recent-numbers";
const RECENT_LENGTH = 6;
const DRAFT = "popup-draft";
/** A popup closed longer ago was closed for good. */
const DRAFT_MS = 120_000;

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** The state as our pages last saw it: something to show in the first frame. */
export async function lastState(): Promise<AppState | null> {
  const { version, state } = asRecord(await readStorage("session", STATE));
  // Written by this very version, so its shape is known.
  return version === extensionVersion() ? (state as AppState) : null;
}

export const rememberState = (state: AppState): Promise<void> =>
  writeStorage("session", STATE, { version: extensionVersion(), state });

/** Numbers that were checked, newest first. */
export async function recentNumbers(): Promise<readonly E164[]> {
  const stored = await readStorage("session", RECENT);
  return Array.isArray(stored)
    ? stored.filter((value): value is E164 => typeof value === "string" && isE164(value))
    : [];
}

/** Customers' numbers that our pages remember. */
export const forgetRecent = async (): Promise<void> => {
  await removeStorage("session", STATE);
  await removeStorage("session", RECENT);
  await removeStorage("session", DRAFT);
};

/** What was left in the popup at most two minutes ago. */
export async function rememberedDraft(now: number): Promise<Draft | null> {
  const { version, at, draft } = asRecord(await readStorage("session", DRAFT));
  const isFresh = typeof at === "number" && now - at < DRAFT_MS;
  // Written by this very version, so its shape is known.
  if (isFresh && version === extensionVersion()) return draft as Draft;
  await removeStorage("session", DRAFT);
  return null;
}

/** Keeps what is not done yet; null: nothing is left. */
export const rememberDraft = (draft: Draft | null, now: number): Promise<void> =>
  draft === null
    ? removeStorage("session", DRAFT)
    : writeStorage("session", DRAFT, { version: extensionVersion(), at: now, draft });

export async function rememberNumber(number: E164): Promise<readonly E164[]> {
  const others = (await recentNumbers()).filter((other) => other !== number);
  const recent = [number, ...others].slice(0, RECENT_LENGTH);
  await writeStorage("session", RECENT, recent);
  return recent;
}
