import { toFailure } from "../failure.ts";
import { createAccountApi } from "./account.ts";
import { changeConsents } from "./consents/change.ts";
import { effectiveConsent } from "./consents/effective.ts";
import { exportBytes, exportConsents } from "./consents/export.ts";
import { consentHistory } from "./consents/history.ts";
import { listConsents, recordsOf, searchConsents } from "./consents/read.ts";
import { createEvents } from "./events/events.ts";
import type { LiveEvents, LivePorts } from "./events/types.ts";
import { createHttp, type HttpPorts } from "./http.ts";
import type { RateGroup, RateLimitStore } from "./rate-limit-state.ts";
import { createRateLimiter } from "./rate-limiter.ts";
import { createSender, type SenderPorts } from "./sender.ts";
import { createSession, type SessionPorts } from "./session.ts";
import type { AccountApi, ConsentsApi, Session } from "./types.ts";

export interface RingCentral {
  readonly session: Session;
  readonly consents: ConsentsApi;
  readonly account: AccountApi;
  /** Consent changes as they happen. */
  liveEvents(ports: LivePorts): LiveEvents;
  /** Epoch ms from which a group may send again; 0 when it may now. A request before that waits. */
  closedUntil(group: RateGroup): Promise<number>;
}

export type RingCentralPorts = Omit<SessionPorts, "send" | "limiter"> &
  Omit<HttpPorts, "session" | "send"> &
  Omit<SenderPorts, "limiter"> & {
    readonly rateLimits: RateLimitStore;
    /** Records of an answer that could not be understood and were left out. */
    readonly onMalformed: (where: string, count: number) => void;
  };

export function createRingCentral(ports: RingCentralPorts): RingCentral {
  const limiter = createRateLimiter({ ...ports, store: ports.rateLimits });
  const send = createSender({ ...ports, limiter });
  const session = createSession({ ...ports, send, limiter });
  const http = createHttp({ ...ports, session, send });
  const account = createAccountApi(http, ports.onMalformed);
  return {
    session: {
      info: session.info,
      accessToken: session.accessToken,
      disconnect: session.disconnect,
      connect: async (target, signal) => {
        const info = await session.connect(target, signal);
        try {
          const user = await account.user(signal);
          await session.remember(user);
          return { ...info, user };
        } catch (error) {
          await session.disconnect(signal);
          throw toFailure(error);
        }
      },
    },
    account,
    consents: {
      export: (dictionaries, signal) => exportConsents(http, dictionaries, signal),
      exportBytes: (signal) => exportBytes(http, signal),
      search: (query, signal) => searchConsents(http, query, signal),
      list: (query, signal) => listConsents(http, query, signal),
      recordsOf: (to, signal, spare) => recordsOf(http, to, signal, spare),
      effective: (pair, signal) => effectiveConsent(http, pair, signal),
      history: (to, signal) => consentHistory(http, to, signal),
      change: (changes, signal, pace) => changeConsents(http, changes, signal, pace),
    },
    liveEvents: (live) => {
      const account = async (): Promise<string | null> => {
        const info = await session.info();
        return info && `${info.serverUrl} ${info.clientId} ${info.user?.extensionId ?? ""}`;
      };
      return createEvents({ ...ports, ...live, http, limiter, account });
    },
    closedUntil: (group) => limiter.closedUntil({ group }),
  };
}
