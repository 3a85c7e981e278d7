import type { MiddlewareHandler } from "hono";
import type { ApiContext, ApiEnv } from "./api-env.ts";

const origin = (context: ApiContext): string | undefined => context.req.header("Origin");

/** Lets pages read answers of known paths; no header beyond the common ones, so Retry-After stays hidden. */
export const cors: MiddlewareHandler<ApiEnv> = async (context, next) => {
  await next();
  const asking = origin(context);
  if (asking === undefined || !context.get("logEntry").endpoint) return;
  context.header("Access-Control-Allow-Origin", asking);
  context.header("Access-Control-Allow-Credentials", "true");
  context.header("Vary", "Origin");
};

export const preflight = (context: ApiContext): Response =>
  context.body(null, 204, {
    "Access-Control-Allow-Origin": origin(context) ?? "*",
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE",
    "Access-Control-Allow-Headers": context.req.header("Access-Control-Request-Headers") ?? "",
    "Access-Control-Max-Age": "600",
    Vary: "Origin",
  });
