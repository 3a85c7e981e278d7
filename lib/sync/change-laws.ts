import type { ConsentRecord } from "../consent/record.ts";
import { scopeKey } from "../consent/scope.ts";
import type { FailureCode } from "../failure.ts";
import type { ConsentChange } from "../ringcentral/types.ts";

/** Failures that pass by themselves, or that leave open whether a change arrived: it waits. */
export const WAITS: ReadonlySet<string> = new Set<FailureCode>([
  "aborted",
  "offline",
  "timed-out",
  "server-error",
  "maintenance",
  "rate-limited",
  "blocked-on-the-way",
  "signed-out",
  "session-ended",
  "malformed-answer",
  "truncated-answer",
]);

/** The record that a change makes. */
export const toRecord = (change: ConsentChange): ConsentRecord => {
  const { campaignType, notes } = change;
  const scope =
    campaignType !== undefined
      ? { from: null, coverage: "CampaignType", campaignType }
      : change.from === null
        ? { from: null, coverage: "Account" }
        : { from: change.from, coverage: "PhoneNumber" };
  return {
    ...scope,
    to: change.to,
    optStatus: change.optStatus,
    source: "Api",
    ...(notes === undefined ? {} : { notes }),
  };
};

/** The server's record of what a change is about. */
export const recordFor = (
  records: readonly ConsentRecord[],
  change: ConsentChange,
): ConsentRecord | undefined => {
  const key = scopeKey(toRecord(change));
  return records.find((record) => record.to === change.to && scopeKey(record) === key);
};
