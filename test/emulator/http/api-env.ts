import type { ServerResponse } from "node:http";
import type { Context, Hono } from "hono";
import type { Session } from "../oauth/sessions.ts";
import type { Channel } from "../websocket/channel.ts";
import type { EndpointName } from "./endpoints.ts";
import type { RequestLogEntry } from "./request-log.ts";

export interface ApiEnv {
  Bindings: {
    /** The answer as Node writes it, over HTTP. */
    readonly outgoing?: ServerResponse;
    /** Where a request over the WebSocket came in. */
    readonly channel?: Channel;
  };
  Variables: {
    session: Session;
    logEntry: RequestLogEntry;
  };
}

export type ApiContext = Context<ApiEnv>;
export type ApiApp = Hono<ApiEnv>;
export type Handler = (context: ApiContext) => Response | Promise<Response>;
/** Puts a handler behind the gate of its endpoint. */
export type Route = (name: EndpointName, handler: Handler) => void;
