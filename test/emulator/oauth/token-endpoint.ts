import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Clock } from "../clock.ts";
import type { ApiContext } from "../http/api-env.ts";
import { SCOPES } from "../http/endpoints.ts";
import type { Caller } from "../http/rate-limits.ts";
import type { Switches } from "../switches.ts";
import { APPS } from "./apps.ts";
import { type Codes, provesKey } from "./codes.ts";
import type { Session, Sessions } from "./sessions.ts";

type Form = Readonly<Record<string, string>>;

const LONGEST_REFRESH_SECONDS = 2_592_000;

export interface TokenEndpointDeps {
  readonly clock: Clock;
  readonly codes: Codes;
  readonly sessions: Sessions;
  readonly switches: () => Switches;
  /** Counts a request of the Auth group. @throws ApiError 429 */
  readonly count: (context: ApiContext, caller: Caller) => void;
}

const refuse = (
  context: ApiContext,
  error: string,
  errorCode: string,
  message: string,
  status: ContentfulStatusCode = 400,
): Response =>
  context.json({ error, error_description: message, errors: [{ errorCode, message }] }, status);

const clamped = (asked: string | undefined, least: number, most: number): number | null => {
  const seconds = Number(asked || Number.NaN);
  return Number.isFinite(seconds) ? Math.min(most, Math.max(least, seconds)) : null;
};

/** POST /restapi/oauth/token and /restapi/oauth/revoke, for public clients. */
export function createTokenEndpoint({
  clock,
  codes,
  sessions,
  switches,
  count,
}: TokenEndpointDeps) {
  const answer = (context: ApiContext, session: Session): Response => {
    const seconds = (until: number): number => Math.round((until - clock.now()) / 1000);
    const { missingScopes, issueRefreshTokens } = switches();
    return context.json({
      access_token: session.access,
      token_type: "bearer",
      expires_in: seconds(session.accessExpires),
      ...(issueRefreshTokens
        ? {
            refresh_token: session.refresh,
            refresh_token_expires_in: seconds(session.refreshExpires),
          }
        : {}),
      scope: SCOPES.filter((scope) => !missingScopes.includes(scope)).join(" "),
      owner_id: session.userId,
      endpoint_id: "emulator",
      session_id: session.id,
    });
  };

  const fromCode = (context: ApiContext, form: Form): Response => {
    const grant = codes.redeem(form.code ?? "");
    if (grant === "unknown") {
      return refuse(context, "invalid_grant", "OAU-106", "Invalid authorization code");
    }
    if (grant === "expired") {
      return refuse(context, "invalid_grant", "OAU-108", "Authorization code is expired");
    }
    if (grant.clientId !== form.client_id) {
      return refuse(context, "invalid_grant", "OAU-110", "Code was issued to another application");
    }
    if (grant.redirectUri !== form.redirect_uri) {
      return refuse(context, "invalid_grant", "OAU-109", "Redirect URIs do not match");
    }
    const verifier = form.code_verifier ?? "";
    if (!/^[\w.~-]{43,128}$/.test(verifier) || !provesKey(verifier, grant.challenge)) {
      return refuse(context, "invalid_grant", "OAU-106", "Wrong code verifier");
    }
    const { accessSeconds, refreshSeconds } = switches();
    const access = clamped(form.access_token_ttl, 600, 3600) ?? accessSeconds;
    const refresh =
      clamped(form.refresh_token_ttl, access, LONGEST_REFRESH_SECONDS) ?? refreshSeconds;
    const { userId, clientId } = grant;
    return answer(
      context,
      sessions.open({ userId, clientId, accessMs: access * 1000, refreshMs: refresh * 1000 }),
    );
  };

  const fromRefresh = (context: ApiContext, form: Form): Response => {
    const token = form.refresh_token ?? "";
    const found = sessions.find(token, form.client_id ?? "");
    if (found === "revoked") return refuse(context, "invalid_grant", "OAU-211", "Token revoked");
    if (found === "unknown") return refuse(context, "invalid_grant", "OAU-213", "Token not found");
    sessions.refresh(found, token);
    return answer(context, found);
  };

  const callerOf = (form: Form): Caller => {
    const clientId = form.client_id ?? "";
    const session = sessions.find(form.refresh_token ?? "", clientId);
    const userId =
      typeof session === "string" ? codes.holder(form.code ?? "")?.userId : session.userId;
    return { userId: userId ?? "", clientId };
  };

  const readForm = async (context: ApiContext): Promise<Form | Response> => {
    const type = context.req.header("Content-Type") ?? "";
    if (!type.startsWith("application/x-www-form-urlencoded")) {
      return refuse(context, "invalid_request", "CMN-104", "Cannot parse request");
    }
    const fields = [...new URLSearchParams(await context.req.text())];
    const form = Object.fromEntries(fields);
    if (Object.keys(form).length < fields.length) {
      return refuse(
        context,
        "invalid_request",
        "OAU-111",
        "Request parameter duplication detected",
      );
    }
    count(context, callerOf(form));
    if (context.req.header("Authorization") !== undefined) {
      return refuse(context, "invalid_client", "OAU-123", "A public client has no secret", 401);
    }
    if (!Object.hasOwn(APPS, form.client_id ?? "")) {
      return refuse(context, "invalid_client", "OAU-146", "Invalid client credentials", 401);
    }
    return form;
  };

  return {
    token: async (context: ApiContext): Promise<Response> => {
      const form = await readForm(context);
      if (form instanceof Response) return form;
      if (form.grant_type === "authorization_code") return fromCode(context, form);
      if (form.grant_type === "refresh_token") return fromRefresh(context, form);
      return refuse(context, "unsupported_grant_type", "OAU-112", "Grant type is not allowed");
    },
    revoke: async (context: ApiContext): Promise<Response> => {
      const form = await readForm(context);
      if (form instanceof Response) return form;
      sessions.revoke(form.token ?? "");
      return context.body(null, 200);
    },
  };
}
