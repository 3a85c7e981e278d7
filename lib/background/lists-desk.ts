import type { PairCache } from "../cache/types.ts";
import type { SenderCampaign } from "../consent/campaign-rank.ts";
import { Failure } from "../failure.ts";
import type { ListBasis } from "../list-jobs/basis.ts";
import type { E164 } from "../phone/e164.ts";
import type { ConsentsApi } from "../ringcentral/types.ts";

export interface ListsDeskPorts {
  readonly cache: PairCache;
  readonly consents: Pick<ConsentsApi, "recordsOf">;
  readonly account: () => Promise<string | null>;
  readonly unbrokenSince: () => number | null;
  readonly freshMinutes: () => Promise<number>;
  readonly unproven: () => Promise<boolean>;
  readonly campaigns: () => Promise<ReadonlyMap<E164, SenderCampaign>>;
  /** Verdicts of these recipients may have changed. */
  readonly onChanged: (recipients: readonly E164[]) => void;
}

/** What the page for many numbers needs of the background. */
export function createListsDesk(ports: ListsDeskPorts) {
  const { cache } = ports;
  return {
    basis: async (): Promise<ListBasis> => ({
      account: await ports.account(),
      unbrokenSince: ports.unbrokenSince(),
      freshMinutes: await ports.freshMinutes(),
      unproven: await ports.unproven(),
      campaigns: [...(await ports.campaigns())],
    }),

    ask: async (recipients: readonly E164[], signal: AbortSignal): Promise<void> => {
      const begin = await cache.sequence();
      const { records, malformed } = await ports.consents.recordsOf(recipients, signal);
      // What cannot be read may be an opt-out: then silence says nothing.
      await cache.learn(records, malformed === 0 ? { recipients, begin } : undefined);
      ports.onChanged(recipients);
      if (malformed > 0) {
        throw new Failure("malformed-answer", { detail: `${malformed} records of a list` });
      }
    },
  };
}

export type ListsDesk = ReturnType<typeof createListsDesk>;
