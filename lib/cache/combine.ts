import { isOptOut } from "../consent/record.ts";
import { scopeKey } from "../consent/scope.ts";
import { compareServerTimes, formatServerTime, parseServerTime } from "../consent/server-time.ts";
import type { OptOut } from "../consent/verdict.ts";
import type { Standing } from "./snapshot-reader.ts";
import type { StoredDelta } from "./stored.ts";

export interface Combined {
  readonly optOuts: readonly Standing[];
  readonly optIns: readonly Standing[];
}

const isKnown = ({ time }: Standing): boolean => time.seconds > 0;

/** Whether the snapshot's word stands against a record learned later: only when the server dates it later. */
const outlives = (kept: Standing, learned: Standing): boolean =>
  isKnown(kept) && isKnown(learned) && compareServerTimes(kept.time, learned.time) > 0;

export const standingOfDelta = ({ record }: StoredDelta): Standing => {
  const { from, coverage, campaignType, source, lastModifiedTime } = record;
  return {
    scope: { from, coverage, ...(campaignType === undefined ? {} : { campaignType }) },
    optedIn: !isOptOut(record),
    time: parseServerTime(lastModifiedTime),
    ...(source === undefined ? {} : { source }),
  };
};

/**
 * What holds for one recipient: the snapshot, over it the server's later records
 * scope by scope, over them the opt-outs that wait for the server's word.
 */
export function combine(snapshot: readonly Standing[], delta: readonly StoredDelta[]): Combined {
  const byScope = new Map<string, Standing>();
  for (const standing of snapshot) {
    const key = scopeKey(standing.scope);
    // Of a scope with both, the opt-out counts.
    if (byScope.get(key)?.optedIn !== false) byScope.set(key, standing);
  }
  const overlay = (standing: Standing): void => {
    const key = scopeKey(standing.scope);
    const kept = byScope.get(key);
    if (!kept || !outlives(kept, standing)) byScope.set(key, standing);
  };
  for (const entry of delta) if (entry.kind === "server") overlay(standingOfDelta(entry));
  for (const entry of delta) {
    const standing = standingOfDelta(entry);
    if (entry.kind !== "server") byScope.set(scopeKey(standing.scope), standing);
  }
  const standings = [...byScope.values()];
  return {
    optOuts: standings.filter(({ optedIn }) => !optedIn),
    optIns: standings.filter(({ optedIn }) => optedIn),
  };
}

/** A standing as a verdict shows it. */
export const toOptOut = ({ scope, source, time }: Standing): OptOut => {
  const since = formatServerTime(time);
  return {
    ...scope,
    ...(source === undefined ? {} : { source }),
    ...(since === undefined ? {} : { since }),
  };
};
