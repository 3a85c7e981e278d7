import { randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { StoredConsent } from "../consents/record.ts";
import type { Switchboard } from "../switches.ts";
import { type Channel, deliver, nextContext } from "./channel.ts";
import { CONSENTS_FILTER } from "./event-filters.ts";

/** Tells the subscribed channels of changed records, as badly as the switches want it. */
export function createEvents(
  clock: Clock,
  { get, set }: Switchboard,
  channels: () => readonly Channel[],
) {
  let held: StoredConsent | null = null;

  const notify = (record: StoredConsent): void => {
    const { from, to, optStatus, source, lastModifiedTime } = record;
    const { seedQuirks, recoveryBuffer, doubleEvents } = get();
    const sender = from ?? (seedQuirks ? "*" : undefined);
    for (const channel of channels()) {
      if (!channel.subscription?.eventFilters.includes(CONSENTS_FILTER)) continue;
      const uuid = randomUUID();
      const body = {
        uuid,
        event: CONSENTS_FILTER,
        timestamp: new Date(clock.now()).toISOString(),
        subscriptionId: channel.subscription.id,
        ownerId: channel.session.userId,
        body: {
          records: [
            {
              ...(sender === undefined ? {} : { from: sender }),
              to,
              optStatus,
              source,
              lastModifiedTime,
            },
          ],
        },
      };
      const headers = { RCRequestId: randomUUID() };
      const wsc = nextContext(channel);
      const meta = {
        type: "ServerNotification",
        messageId: uuid,
        status: 200,
        headers,
        wsc,
      } as const;
      deliver(channel, [meta, body], recoveryBuffer);
      if (doubleEvents) deliver(channel, [meta, body], recoveryBuffer);
    }
  };

  const inOrder = (record: StoredConsent): readonly StoredConsent[] => {
    if (!get().reorderEvents) {
      const before = held;
      held = null;
      return before ? [before, record] : [record];
    }
    if (!held) {
      held = record;
      return [];
    }
    const late = held;
    held = null;
    return [record, late];
  };

  return {
    changed: (record: StoredConsent): void => {
      const { eventsForApi, dropEvents, eventDelayMs } = get();
      if (record.source === "Api" && !eventsForApi) return;
      if (dropEvents > 0) {
        set({ dropEvents: dropEvents - 1 });
        return;
      }
      const send = (): void => {
        for (const next of inOrder(record)) notify(next);
      };
      if (eventDelayMs > 0) clock.after(eventDelayMs, send);
      else send();
    },
    reset: (): void => {
      held = null;
    },
  };
}
