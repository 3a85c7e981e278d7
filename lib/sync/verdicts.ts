import type { PairCache } from "../cache/types.ts";
import { dataState } from "../consent/freshness.ts";
import { type DataState, judge } from "../consent/judge.ts";
import type { OptOut, Verdict } from "../consent/verdict.ts";
import { toFailure } from "../failure.ts";
import type { E164 } from "../phone/e164.ts";

export interface VerdictPorts {
  readonly cache: PairCache;
  readonly settings: () => Promise<{
    readonly businessNumbers: readonly E164[];
    readonly freshMinutes: number;
  }>;
  readonly signedIn: () => Promise<boolean>;
  readonly now: () => number;
  /** A cache that could not answer, so that it is noticed and healed. */
  readonly onCacheFault: (error: unknown) => void;
}

export type Verdicts = (
  recipients: readonly E164[],
  senders?: readonly E164[],
) => Promise<readonly Verdict[]>;

/** Verdicts from the cache. Never rejects: what cannot be known is unverified. */
export function createVerdicts(ports: VerdictPorts): Verdicts {
  const known = async (
    recipients: readonly E164[],
  ): Promise<ReadonlyMap<E164, readonly OptOut[]> | null> => {
    try {
      return await ports.cache.optOuts(recipients);
    } catch (error) {
      ports.onCacheFault(toFailure(error));
      return null;
    }
  };

  const freshness = async (freshMinutes: number): Promise<DataState> => {
    const [meta, signedIn] = await Promise.all([ports.cache.meta(), ports.signedIn()]);
    return dataState({ now: ports.now(), asOf: meta?.asOf ?? null, freshMinutes, signedIn });
  };

  return async (recipients, senders) => {
    const [optOuts, settings] = await Promise.all([known(recipients), ports.settings()]);
    const data: DataState = optOuts
      ? await freshness(settings.freshMinutes)
      : { state: "unverified", reason: "cache-fault", asOf: null };
    return recipients.map((recipient) =>
      judge({
        recipient,
        optOuts: optOuts?.get(recipient) ?? [],
        senders: senders ?? settings.businessNumbers,
        data,
      }),
    );
  };
}
