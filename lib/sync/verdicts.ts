import type { Knowledge, PairCache } from "../cache/types.ts";
import type { SenderCampaign } from "../consent/campaign-rank.ts";
import { dataState } from "../consent/freshness.ts";
import { type DataState, judge } from "../consent/judge.ts";
import type { Verdict } from "../consent/verdict.ts";
import { Failure, toFailure } from "../failure.ts";
import type { E164 } from "../phone/e164.ts";

export interface VerdictPorts {
  readonly cache: PairCache;
  readonly settings: () => Promise<{
    readonly businessNumbers: readonly E164[];
    readonly freshMinutes: number;
  }>;
  /** Which account is signed in; null when none is. */
  readonly account: () => Promise<string | null>;
  readonly now: () => number;
  /** Epoch ms since which live events have told of every change; null while they do not. */
  readonly unbrokenSince: () => number | null;
  /** Campaigns of the business numbers, as far as they are known. */
  readonly campaigns?: () => Promise<ReadonlyMap<E164, SenderCampaign>>;
  /** A cache that could not answer, so that it is noticed and healed. */
  readonly onCacheFault: (error: unknown) => void;
}

export type Verdicts = (
  recipients: readonly E164[],
  senders?: readonly E164[],
) => Promise<readonly Verdict[]>;

/** Verdicts from the cache. Never rejects: what cannot be known is unverified. */
export function createVerdicts(ports: VerdictPorts): Verdicts {
  const lookUp = async (recipients: readonly E164[]): Promise<Knowledge | null> => {
    try {
      return await ports.cache.lookUp(recipients);
    } catch (error) {
      ports.onCacheFault(toFailure(error));
      return null;
    }
  };

  const faulty = (asOf: number | null): DataState => ({
    state: "unverified",
    reason: "cache-fault",
    asOf,
  });

  return async (recipients, senders) => {
    const [known, settings, account, campaigns] = await Promise.all([
      lookUp(recipients),
      ports.settings(),
      ports.account(),
      ports.campaigns?.() ?? new Map<E164, SenderCampaign>(),
    ]);
    // Another account's snapshot may know an opt-out, but its silence says nothing.
    const meta = known?.meta?.account === account ? known?.meta : null;
    const unbroken = ports.unbrokenSince();
    const isLive = meta && unbroken !== null && meta.asOf >= unbroken;
    const asOf = isLive ? ports.now() : (meta?.asOf ?? null);
    const { freshMinutes } = settings;
    const signedIn = account !== null;
    const data = known
      ? dataState({ now: ports.now(), asOf, freshMinutes, signedIn })
      : faulty(asOf);
    if (known && known.uncertain.size > 0) {
      ports.onCacheFault(new Failure("storage-fault", { detail: "damaged block" }));
    }
    return recipients.map((recipient) =>
      judge({
        recipient,
        optOuts: known?.optOuts.get(recipient) ?? [],
        ...(meta?.optIns ? { optIns: known?.optIns.get(recipient) ?? [] } : {}),
        campaigns,
        senders: senders ?? settings.businessNumbers,
        data: known?.uncertain.has(recipient) ? faulty(asOf) : data,
      }),
    );
  };
}
