import type { MiddlewareHandler } from "hono";
import type { ApiEnv } from "./api-env.ts";
import type { EndpointName, RateGroup } from "./endpoints.ts";

export interface RequestLogEntry {
  /** Epoch milliseconds of the emulator's clock. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** Parsed JSON; forms and tokens are not kept. */
  readonly body: unknown;
  /** The same, to the letter. */
  readonly text: string;
  readonly userAgent: string | null;
  readonly via: "http" | "websocket";
  endpoint: EndpointName | null;
  group: RateGroup | null;
  /** 0 until answered. */
  status: number;
  /** Whether all of the answer has been sent, over HTTP. */
  sent: boolean;
}

export function createRequestLog(now: () => number) {
  let entries: RequestLogEntry[] = [];

  const middleware: MiddlewareHandler<ApiEnv> = async (context, next) => {
    const { req } = context;
    const isJson = req.header("Content-Type")?.includes("json") ?? false;
    const text = isJson ? await req.text() : "";
    const entry: RequestLogEntry = {
      at: now(),
      method: req.method,
      path: req.path,
      query: req.path.includes("/oauth/") ? "" : new URL(req.url).search,
      body: parse(text),
      text,
      userAgent: req.header("X-User-Agent") ?? null,
      via: context.env?.channel ? "websocket" : "http",
      endpoint: null,
      group: null,
      status: 0,
      sent: false,
    };
    context.env?.outgoing?.once("finish", () => {
      entry.sent = true;
    });
    entries.push(entry);
    context.set("logEntry", entry);
    await next();
    entry.status = context.res.status;
  };

  return {
    middleware,
    entries: (): readonly RequestLogEntry[] => entries,
    clear: (): void => {
      entries = [];
    },
  };
}

const parse = (text: string): unknown => {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return text;
  }
};
