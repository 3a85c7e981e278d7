import { createAccountApi } from "./account.ts";
import { changeConsents } from "./consents/change.ts";
import { exportConsents } from "./consents/export.ts";
import { consentHistory, listConsents, searchConsents } from "./consents/read.ts";
import { createHttp, type HttpPorts } from "./http.ts";
import { createSession, type SessionPorts } from "./session.ts";
import type { AccountApi, ConsentsApi, Session } from "./types.ts";

export interface RingCentral {
  readonly session: Session;
  readonly consents: ConsentsApi;
  readonly account: AccountApi;
}

export type RingCentralPorts = SessionPorts & Omit<HttpPorts, "session">;

export function createRingCentral(ports: RingCentralPorts): RingCentral {
  const session = createSession(ports);
  const http = createHttp({ ...ports, session });
  const account = createAccountApi(http);
  return {
    session: {
      ...session,
      connect: async (target, signal) => {
        const info = await session.connect(target, signal);
        const user = await account.user(signal);
        await session.remember(user);
        return { ...info, user };
      },
    },
    account,
    consents: {
      export: (signal) => exportConsents(http, signal),
      search: (query, signal) => searchConsents(http, query, signal),
      list: (query, signal) => listConsents(http, query, signal),
      history: (to, signal) => consentHistory(http, to, signal),
      change: (changes, signal) => changeConsents(http, changes, signal),
    },
  };
}
