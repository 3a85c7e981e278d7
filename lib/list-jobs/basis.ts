import type { SnapshotMeta } from "../cache/types.ts";
import type { SenderCampaign } from "../consent/campaign-rank.ts";
import { dataState } from "../consent/freshness.ts";
import type { DataState } from "../consent/judge.ts";
import type { E164 } from "../phone/e164.ts";

/** What, beside the cache itself, says how far it can be trusted. */
export interface ListBasis {
  /** Which account is signed in; null when none is. */
  readonly account: string | null;
  /** Epoch ms since which live events have told of every change; null while they do not. */
  readonly unbrokenSince: number | null;
  readonly freshMinutes: number;
  /** What was loaded may lack a part. */
  readonly unproven: boolean;
  readonly campaigns: readonly (readonly [E164, SenderCampaign])[];
}

/** Whether silence about a recipient may be read as consent: by the same rule as on a page. */
export function basisState(basis: ListBasis, meta: SnapshotMeta | null, now: number): DataState {
  const { account, unbrokenSince, freshMinutes, unproven } = basis;
  // Another account's snapshot may know an opt-out, but its silence says nothing.
  const own = meta?.account === account ? meta : null;
  const isLive = own && unbrokenSince !== null && own.asOf >= unbrokenSince;
  const asOf = isLive ? now : (own?.asOf ?? null);
  return dataState({ now, asOf, freshMinutes, signedIn: account !== null, unproven });
}
