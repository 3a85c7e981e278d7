import type { PageReport } from "../messages/protocol.ts";

export interface ToolbarBadge {
  /** `opted-out`: so many numbers are. `blind`: none is known to be, and so many could not be checked. */
  readonly state: "none" | "opted-out" | "blind";
  readonly count: number;
}

/** What the toolbar button of a tab says of its page. */
export function badgeOf({ optedOut, unverified }: PageReport): ToolbarBadge {
  if (optedOut > 0) return { state: "opted-out", count: optedOut };
  return unverified > 0 ? { state: "blind", count: unverified } : { state: "none", count: 0 };
}
