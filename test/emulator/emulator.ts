import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { SmsConfiguration } from "./account/sms-configurations.ts";
import { createApp } from "./app.ts";
import type { Consent } from "./consents/record.ts";
import type { ConsentStore } from "./consents/store.ts";
import { type ControlPort, mountControl } from "./control/routes.ts";
import type { ApiEnv } from "./http/api-env.ts";
import { ApiError, errorAnswer } from "./http/api-error.ts";
import { withMeantMethod } from "./http/method-override.ts";
import type { RequestLogEntry } from "./http/request-log.ts";
import { CLIENT_ID, userOf } from "./oauth/apps.ts";
import type { Session } from "./oauth/sessions.ts";
import { createState, type StateOptions } from "./state.ts";
import type { Switches } from "./switches.ts";
import type { Inbound } from "./texting/inbound.ts";
import { createEvents } from "./websocket/events.ts";
import { createGateway, type OpenSocket } from "./websocket/gateway.ts";
import { createWsTokens } from "./websocket/ws-tokens.ts";

export type { RequestLogEntry };

export interface EmulatorOptions extends StateOptions {
  readonly port?: number;
}

export interface Emulator {
  readonly url: string;
  readonly store: ConsentStore;
  readonly switches: () => Switches;
  setSwitches(change: Partial<Switches>): void;
  /** A customer's message to a business number. */
  keyword(message: Inbound): boolean;
  log(): readonly RequestLogEntry[];
  clearLog(): void;
  /** Null puts the number in no campaign. */
  setSmsConfiguration(phoneNumber: string, change: Partial<SmsConfiguration> | null): void;
  /** Moves the emulator's clock forward. */
  advance(ms: number): void;
  /** A session without the login page. */
  signIn(who?: { userId?: string; clientId?: string }): Session;
  expireTokens(): void;
  revokeTokens(): void;
  sockets(): readonly OpenSocket[];
  /** Closes one socket, or all; 1006 just drops the connection. Gives how many. */
  closeSockets(code?: number, id?: string): number;
  /** Sends a text, frame or not, to every socket that is not closing; gives how many those are. */
  sendText(text: string): number;
  /** Adds or replaces records; with events when asked. */
  putRecords(records: readonly Consent[], options?: { readonly events?: boolean }): void;
  reset(): void;
  close(): Promise<void>;
}

type Fetch = (request: Request, env: ApiEnv["Bindings"]) => Promise<Response>;

/** RingCentral on loopback. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const state = createState(options);
  const { clock, switchboard, store, sessions, log } = state;
  const switches = switchboard.get;
  let url = "";

  const fetch: Fetch = async (request, env) => {
    try {
      return await app.fetch(withMeantMethod(request), env);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return Response.json(errorAnswer(error, switches().newErrors), { status: error.status });
    }
  };
  const wsTokens = createWsTokens(clock, switches);
  const gateway = createGateway({
    clock,
    switches,
    sessions,
    tokens: wsTokens,
    request: (request, channel) => fetch(request, { channel }),
  });
  const socketUrl = () => `${url.replace("http", "ws")}/ws`;
  const app = createApp({ state, wsTokens, socketUrl, channels: gateway.channels });
  const events = createEvents(clock, switchboard, gateway.channels);
  store.onChange(events.changed);

  const port: ControlPort = {
    store,
    switches,
    setSwitches: switchboard.set,
    keyword: state.inbound.receive,
    log: log.entries,
    clearLog: log.clear,
    setSmsConfiguration: state.configurations.set,
    advance: clock.advance,
    signIn: ({ userId = switches().user, clientId = CLIENT_ID } = {}) => {
      if (userOf(userId).id !== userId) throw new RangeError(`No such user: ${userId}`);
      const { accessSeconds, refreshSeconds } = switches();
      const lives = { accessMs: accessSeconds * 1000, refreshMs: refreshSeconds * 1000 };
      return { ...sessions.open({ userId, clientId, ...lives }) };
    },
    expireTokens: sessions.expireAccess,
    revokeTokens: sessions.revokeAll,
    sockets: gateway.sockets,
    closeSockets: (code = 1001, id) => gateway.close(code, id),
    sendText: gateway.sendText,
    putRecords: (records, { events: loud = false } = {}) => {
      if (loud) for (const record of records) store.put(record);
      else store.seed(records);
    },
    reset: () => {
      state.reset();
      events.reset();
    },
  };
  mountControl(app, port);

  const server = createAdaptorServer({
    fetch: (request, env) => fetch(request, env as ApiEnv["Bindings"]),
    createServer,
    overrideGlobalObjects: false,
  }) as Server;
  gateway.listen(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    ...port,
    url,
    close: () =>
      new Promise((resolve) => {
        clock.stop();
        gateway.stop();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
