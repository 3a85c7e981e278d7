import type { MiddlewareHandler } from "hono";
import { type Clock, pause } from "../clock.ts";
import { ACCOUNT_ID } from "../oauth/apps.ts";
import type { Session, Sessions } from "../oauth/sessions.ts";
import type { Switches } from "../switches.ts";
import type { ApiContext, ApiEnv } from "./api-env.ts";
import { ApiError, faultError, lacksPermission, unknownUri } from "./api-error.ts";
import { ENDPOINTS, type Endpoint, type EndpointName } from "./endpoints.ts";
import type { Fault, Faults } from "./faults.ts";
import { faultyBody } from "./faulty-body.ts";
import type { Caller, RateLimits } from "./rate-limits.ts";

export interface GateDeps {
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly limits: RateLimits;
  readonly faults: Faults;
  readonly switches: () => Switches;
}

/** What every request goes through before its handler: token, rate limit, permissions, whose account, faults. */
export function createGate({ clock, sessions, limits, faults, switches }: GateDeps) {
  const count = (context: ApiContext, name: EndpointName, caller: Caller): void => {
    const { headers, exceeded } = limits.count(ENDPOINTS[name].group, caller);
    const { hideRateHeaders, omitRetryAfter, penaltySeconds } = switches();
    if (!hideRateHeaders) {
      for (const [header, value] of Object.entries(headers)) context.header(header, value);
    }
    if (!exceeded) return;
    if (!omitRetryAfter) context.header("Retry-After", String(penaltySeconds));
    throw new ApiError(429, "CMN-301", "CMN-301", "Request rate exceeded");
  };

  const signedIn = (context: ApiContext): Session => {
    const session =
      context.env?.channel?.session ?? sessions.bearer(context.req.header("Authorization"));
    if (switches().deny === "token") {
      throw new ApiError(401, "TokenInvalid", "OAU-129", "Access token corrupted");
    }
    return session;
  };

  const permitted = ({ scope, permission }: Endpoint): void => {
    const { deny, missingScopes, missingPermissions } = switches();
    const lacking = deny === "app-permission" ? "SMS" : missingScopes.find((s) => s === scope);
    if (lacking !== undefined) throw lacksScope(lacking);
    const refused =
      deny === "user-permission"
        ? "EditSmsConsents"
        : missingPermissions.find((p) => p === permission);
    if (refused === undefined) return;
    throw lacksPermission(refused);
  };

  const present = (name: EndpointName): void => {
    const { off, offStatus } = switches();
    if (off.includes(name)) throw unknownUri(offStatus);
  };

  const gate =
    (name: EndpointName): MiddlewareHandler<ApiEnv> =>
    async (context, next) => {
      const endpoint: Endpoint = ENDPOINTS[name];
      const entry = context.get("logEntry");
      entry.endpoint = name;
      entry.group = endpoint.group;
      if (endpoint.scope) {
        const session = signedIn(context);
        context.set("session", session);
        count(context, name, session);
        present(name);
        ownAccount(context, session);
        permitted(endpoint);
      }
      const fault = faults.take(name);
      if (fault.delayMs) await pause(clock, fault.delayMs);
      fail(context, fault);
      if (fault.dropAfter === 0) {
        context.env?.outgoing?.socket?.destroy();
        return context.body(null);
      }
      await next();
      const faulty = faultyBody(context.res, fault, context.env?.outgoing, clock);
      if (faulty !== context.res) context.res = faulty;
    };

  return { gate, count };
}

export type Gate = ReturnType<typeof createGate>;

const lacksScope = (scope: string): ApiError =>
  new ApiError(403, "InsufficientPermissions", "CMN-401", `Application needs [${scope}]`, {
    permissionName: scope,
  });

/** @throws ApiError where the fault has a status */
function fail(context: ApiContext, { status, retryAfterSeconds }: Fault): void {
  if (status === undefined) return;
  if (status === 429) {
    for (const name of ["Group", "Limit", "Remaining", "Window"]) {
      context.header(`X-Rate-Limit-${name}`, undefined);
    }
  }
  if (retryAfterSeconds !== undefined) context.header("Retry-After", String(retryAfterSeconds));
  throw faultError(status);
}

function ownAccount(context: ApiContext, session: Session): void {
  const { account = "~", extension = "~" } = context.req.param() as Record<string, string>;
  if (account !== "~" && account !== ACCOUNT_ID) {
    throw new ApiError(
      404,
      "InvalidParameter",
      "CMN-102",
      "Resource for parameter [accountId] is not found",
      {
        parameterName: "accountId",
      },
    );
  }
  if (extension !== "~" && extension !== session.userId) {
    throw new ApiError(403, "AccessDenied", "CMN-404", "Operation on another extension");
  }
}
