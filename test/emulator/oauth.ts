import { createHash, randomBytes } from "node:crypto";
import type { Context, Hono } from "hono";
import { ApiError } from "./errors.ts";
import type { createRateLimits } from "./rate-limits.ts";
import type { Switches } from "./switches.ts";

export const CLIENT_ID = "consent-guard-demo";
export const ACCOUNT_ID = "472231004";
export const EXTENSION_ID = "1600001004";
const GRACE_MS = 10_000;
const CODE_MS = 60_000;

export const REDIRECT_URIS = [
  "https://mikfmnfomabfjdgfpifpcbdeehndjokj.chromiumapp.org/",
  `https://${createHash("sha1").update("consent-guard@consent-guard.dev").digest("hex")}.extensions.allizom.org/`,
];

interface Code {
  readonly challenge: string;
  readonly redirectUri: string;
  readonly expires: number;
}

interface Tokens {
  access: string;
  refresh: string;
  accessExpires: number;
  refreshExpires: number;
  /** The refresh token before this one, good for a repeat until the new access token has been used. */
  previousRefresh: string | null;
  firstUsed: number | null;
}

const token = (): string => randomBytes(24).toString("base64url");

const oauthError = (context: Context, error: string, code: string, message: string): Response =>
  context.json({ error, error_description: message, errors: [{ errorCode: code, message }] }, 400);

/** Authorization code with PKCE for a public client, refresh with rotation, revoke. */
export function createOAuth(now: () => number, switches: () => Switches) {
  const codes = new Map<string, Code>();
  const sessions = new Set<Tokens>();

  const issue = (session: Tokens): Record<string, unknown> => ({
    access_token: session.access,
    token_type: "bearer",
    expires_in: Math.round((session.accessExpires - now()) / 1000),
    refresh_token: session.refresh,
    refresh_token_expires_in: Math.round((session.refreshExpires - now()) / 1000),
    scope: "ReadAccounts SMS WebSocketsSubscription",
    owner_id: EXTENSION_ID,
    endpoint_id: "emulator",
  });

  const renew = (session: Tokens): void => {
    session.previousRefresh = session.refresh;
    session.access = token();
    session.refresh = token();
    session.accessExpires = now() + switches().accessSeconds * 1000;
    session.refreshExpires = now() + switches().refreshSeconds * 1000;
    session.firstUsed = null;
  };

  const authorize = (context: Context): Response => {
    const query = context.req.query();
    const { client_id, redirect_uri = "", response_type, code_challenge, state = "" } = query;
    if (client_id !== CLIENT_ID) return context.text("OAU-146 unknown client", 400);
    if (!REDIRECT_URIS.includes(redirect_uri))
      return context.text("OAU-109 redirect URI mismatch", 400);
    const back = new URL(redirect_uri);
    const mode = switches().login;
    if (mode === "refuse")
      back.search = new URLSearchParams({ error: "access_denied", state }).toString();
    else if (
      response_type !== "code" ||
      !code_challenge ||
      query.code_challenge_method !== "S256"
    ) {
      back.search = new URLSearchParams({ error: "invalid_request", state }).toString();
    } else {
      const code = token();
      codes.set(code, {
        challenge: code_challenge,
        redirectUri: redirect_uri,
        expires: now() + CODE_MS,
      });
      const told = mode === "wrong-state" ? "another" : state;
      back.search = new URLSearchParams({ code, state: told, expires_in: "60" }).toString();
    }
    return context.redirect(back.href, 302);
  };

  const fromCode = (context: Context, form: Record<string, string>): Response => {
    const known = codes.get(form.code ?? "");
    codes.delete(form.code ?? "");
    if (!known || known.expires < now())
      return oauthError(context, "invalid_grant", "OAU-108", "Code expired");
    if (known.redirectUri !== form.redirect_uri) {
      return oauthError(context, "invalid_grant", "OAU-109", "Redirect URI mismatch");
    }
    const challenge = createHash("sha256")
      .update(form.code_verifier ?? "")
      .digest("base64url");
    if (challenge !== known.challenge)
      return oauthError(context, "invalid_grant", "OAU-104", "Wrong verifier");
    const session: Tokens = {
      access: "",
      refresh: "",
      accessExpires: 0,
      refreshExpires: 0,
      previousRefresh: null,
      firstUsed: null,
    };
    renew(session);
    session.previousRefresh = null;
    sessions.add(session);
    return context.json(issue(session));
  };

  const fromRefresh = (context: Context, form: Record<string, string>): Response => {
    const given = form.refresh_token;
    for (const session of sessions) {
      if (session.refresh === given && session.refreshExpires > now()) {
        renew(session);
        return context.json(issue(session));
      }
      const inGrace = session.firstUsed === null || now() - session.firstUsed < GRACE_MS;
      if (session.previousRefresh === given && inGrace) return context.json(issue(session));
    }
    return oauthError(context, "invalid_grant", "OAU-213", "Token not found");
  };

  const bearer = (context: Context): Tokens => {
    const given = /^Bearer (.+)$/.exec(context.req.header("Authorization") ?? "")?.[1];
    for (const session of sessions) {
      if (session.access !== given) continue;
      if (session.accessExpires <= now())
        throw new ApiError(401, "TokenExpired", "OAU-128", "Access token expired");
      session.firstUsed ??= now();
      return session;
    }
    throw new ApiError(401, "TokenInvalid", "OAU-129", "Access token corrupted");
  };

  return {
    bearer,
    expireAccess: (): void => {
      for (const session of sessions) session.accessExpires = now() - 1;
    },
    revokeAll: (): void => sessions.clear(),
    mount: (app: Hono, limits: ReturnType<typeof createRateLimits>): void => {
      app.get("/restapi/oauth/authorize", authorize);
      app.post("/restapi/oauth/token", async (context) => {
        limits.count("auth");
        const form = (await context.req.parseBody()) as Record<string, string>;
        if (context.req.header("Authorization")) {
          return oauthError(context, "invalid_client", "OAU-123", "A public client sends no Basic");
        }
        if (form.client_id !== CLIENT_ID)
          return oauthError(context, "invalid_client", "OAU-146", "Unknown client");
        if (form.grant_type === "authorization_code") return fromCode(context, form);
        if (form.grant_type === "refresh_token") return fromRefresh(context, form);
        return oauthError(context, "unsupported_grant_type", "OAU-250", "Unsupported grant");
      });
      app.post("/restapi/oauth/revoke", async (context) => {
        const form = (await context.req.parseBody()) as Record<string, string>;
        for (const session of sessions) {
          if (session.access === form.token || session.refresh === form.token)
            sessions.delete(session);
        }
        return context.body(null, 200);
      });
    },
  };
}

export type OAuth = ReturnType<typeof createOAuth>;
