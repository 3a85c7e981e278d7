import type { DataState } from "./judge.ts";

/** A clock that was set back by more than this makes every age unknown. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

export interface FreshnessFacts {
  /** Epoch ms. */
  readonly now: number;
  /** When the last whole load began; null when there was none. */
  readonly asOf: number | null;
  readonly freshMinutes: number;
  readonly signedIn: boolean;
  /** What was loaded may lack a part. */
  readonly unproven?: boolean;
}

/** Whether silence about a recipient may be read as consent. */
export function dataState({
  now,
  asOf,
  freshMinutes,
  signedIn,
  unproven = false,
}: FreshnessFacts): DataState {
  if (!signedIn) return { state: "unverified", reason: "signed-out", asOf };
  if (asOf === null) return { state: "unverified", reason: "never-loaded", asOf };
  const age = now - asOf;
  if (age > freshMinutes * 60_000 || age < -CLOCK_TOLERANCE_MS) {
    return { state: "unverified", reason: "stale", asOf };
  }
  return unproven ? { state: "unverified", reason: "unproven", asOf } : { state: "fresh", asOf };
}
