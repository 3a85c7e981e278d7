import type { PairCache } from "../cache/types.ts";
import { type ConsentRecord, isOptOut } from "../consent/record.ts";
import { toFailure } from "../failure.ts";
import type { E164 } from "../phone/e164.ts";
import type { LiveEvents, LiveHandlers, LiveState } from "../ringcentral/events/types.ts";
import type { ConsentsApi } from "../ringcentral/types.ts";

export type LiveStatus = LiveState | { readonly phase: "off" };

export interface LiveSyncPorts {
  readonly events: (handlers: LiveHandlers) => LiveEvents;
  readonly consents: Pick<ConsentsApi, "recordsOf">;
  readonly cache: PairCache;
  /** Epoch ms. */
  readonly now: () => number;
  /** Loads the whole account: something may have been missed. */
  readonly reconcile: () => void;
  /** Verdicts of these recipients may have changed. */
  readonly onChanged: (recipients: readonly E164[]) => void;
  readonly onStatus: (status: LiveStatus) => void;
}

export interface LiveSync {
  /** Follows the account until the signal aborts or the server refuses. Never rejects. */
  run(signal: AbortSignal): Promise<void>;
  status(): LiveStatus;
  /**
   * Epoch ms since which no change can have been missed; null while any can. With a
   * load that began after it, what is known is true now.
   */
  unbrokenSince(): number | null;
}

/**
 * What events tell, brought into the cache. An opt-out guards at once; an event says
 * nothing certain of coverage and may come late or twice, so every record is read
 * again, and only what is read may lift an opt-out.
 */
export function createLiveSync(ports: LiveSyncPorts): LiveSync {
  const { cache, consents, now } = ports;
  let status: LiveStatus = { phase: "off" };
  let unbroken: number | null = null;
  const unread = new Set<E164>();
  let reading: Promise<void> | null = null;

  const tell = (next: LiveStatus): void => {
    status = next;
    ports.onStatus(next);
  };

  const readAgain = async (signal: AbortSignal): Promise<void> => {
    while (unread.size > 0 && !signal.aborted) {
      const recipients = [...unread];
      unread.clear();
      try {
        const begin = await cache.sequence();
        const { records, malformed } = await consents.recordsOf(recipients, signal);
        // A record that could not be read may be an opt-out: then silence says nothing.
        await cache.learn(records, malformed === 0 ? { recipients, begin } : undefined);
        ports.onChanged(recipients);
      } catch (error) {
        for (const recipient of recipients) unread.add(recipient);
        const { code } = toFailure(error);
        // The opt-outs guard already; what is left is read with the next event or the next load.
        if (code !== "aborted") ports.reconcile();
        return;
      }
    }
  };

  const onChanges = async (
    records: readonly ConsentRecord[],
    signal: AbortSignal,
  ): Promise<void> => {
    const recipients = [...new Set(records.map(({ to }) => to))];
    await cache.learnEvents(records.filter(isOptOut));
    ports.onChanged(recipients);
    for (const recipient of recipients) unread.add(recipient);
    reading ??= readAgain(signal).finally(() => {
      reading = null;
    });
  };

  return {
    run: async (signal) => {
      const events = ports.events({
        onChanges: (records) => onChanges(records, signal),
        onGap: () => {
          unbroken = now();
          ports.reconcile();
        },
        onState: tell,
      });
      await events.run(signal);
      await reading;
      unbroken = null;
      if (status.phase !== "refused") tell({ phase: "off" });
    },
    status: () => status,
    unbrokenSince: () => (status.phase === "live" ? unbroken : null),
  };
}
