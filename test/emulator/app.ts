import { Hono } from "hono";
import { mountAccount } from "./account/routes.ts";
import { mountEdit } from "./consents/edit-route.ts";
import { mountEffective } from "./consents/effective-route.ts";
import { mountExport } from "./consents/export-route.ts";
import { mountReads } from "./consents/read-routes.ts";
import type { ApiContext, ApiEnv, Route } from "./http/api-env.ts";
import { ApiError, errorAnswer, unknownUri } from "./http/api-error.ts";
import { cors, preflight } from "./http/cors.ts";
import { ENDPOINTS, type Endpoint } from "./http/endpoints.ts";
import { createGate } from "./http/gate.ts";
import { mountOAuth } from "./oauth.ts";
import type { State } from "./state.ts";
import { mountOutbound } from "./texting/outbound-routes.ts";
import type { Channel } from "./websocket/channel.ts";
import { mountSubscriptions } from "./websocket/subscriptions.ts";
import type { WsTokens } from "./websocket/ws-tokens.ts";

export interface AppDeps {
  readonly state: State;
  readonly wsTokens: WsTokens;
  readonly socketUrl: () => string;
  readonly channels: () => readonly Channel[];
}

/** The REST API: every endpoint behind its gate. */
export function createApp({ state, wsTokens, socketUrl, channels }: AppDeps): Hono<ApiEnv> {
  const { clock, sessions, store, configurations, log } = state;
  const switches = state.switchboard.get;
  const app = new Hono<ApiEnv>();
  const { gate, count } = createGate({ ...state, switches });

  const route: Route = (name, handler) => {
    const { method, path }: Endpoint = ENDPOINTS[name];
    const paths = [path].flat();
    app.on(method, paths, gate(name), handler);
    app.on("OPTIONS", paths, preflight);
  };

  app.use("/restapi/*", cors, log.middleware);
  const refuse = (context: ApiContext, error: ApiError): Response =>
    context.json(errorAnswer(error, switches().newErrors), error.status);
  app.onError((error, context) => {
    if (error instanceof ApiError) return refuse(context, error);
    throw error;
  });
  app.notFound((context) => refuse(context, unknownUri()));

  mountOAuth(app, route, { clock, sessions, switches, count });
  wsTokens.mount(route, socketUrl);
  mountReads(route, store, switches);
  mountExport(route, store, switches);
  mountEffective(route, store, configurations);
  mountEdit(route, store, switches);
  mountAccount(route, configurations);
  mountOutbound(route, { ...state, switches });
  mountSubscriptions(route, { clock, switches, channels });
  return app;
}
