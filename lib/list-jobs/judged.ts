import type { CacheDatabase } from "../cache/database.ts";
import { readWhole } from "../cache/whole.ts";
import type { Blocklist } from "../campaign/scrub.ts";
import type { DataState } from "../consent/judge.ts";
import { Failure } from "../failure.ts";
import { createBlocklist } from "../sync/blocklist.ts";
import { basisState } from "./basis.ts";
import type { Judgement } from "./jobs.ts";

export interface Judged {
  readonly state: DataState;
  /** Null when the data may not be used. */
  readonly blocklist: Blocklist | null;
}

/**
 * Who must not be texted, and how far that can be trusted. Nothing is given out for
 * data that was never loaded, nor, unless it was accepted, for data that is old.
 * @throws Failure `storage-fault` when the cache is damaged
 */
export async function judgedBy(
  { basis, senders, acceptOld, askedAt }: Judgement,
  db: CacheDatabase,
  now: number,
): Promise<Judged> {
  const whole = await readWhole(db, false);
  if (!whole) throw new Failure("storage-fault", { detail: "snapshot" });
  const state: DataState =
    askedAt === null ? basisState(basis, whole.meta, now) : { state: "fresh", asOf: askedAt };
  const usable = state.state === "fresh" || (acceptOld && state.asOf !== null);
  const campaigns = new Map(basis.campaigns);
  return { state, blocklist: usable ? createBlocklist(whole, { senders, campaigns }) : null };
}
