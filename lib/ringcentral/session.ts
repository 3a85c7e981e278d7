import { abortable } from "../abortable.ts";
import { Failure, toFailure } from "../failure.ts";
import { type LoginPorts, login } from "./login.ts";
import type { RateLimiter } from "./rate-limiter.ts";
import { createSessionStore, type StoredSession, type TokenStore } from "./stored-session.ts";
import { ENDS_SESSION, postForm, requestTokens, type TokenAnswer } from "./token-endpoint.ts";
import type { Session, SessionInfo, SignedInUser } from "./types.ts";

export interface SessionPorts extends LoginPorts {
  readonly now: () => number;
  readonly limiter: RateLimiter;
  readonly store: TokenStore;
  /** The session ended without the person's doing. */
  readonly onEnded: (failure: Failure, user: SignedInUser | null) => void;
}

export interface TokenSession extends Session {
  /** Refreshes although the token has not expired: the server said 401. */
  renew(rejected: string, signal: AbortSignal): Promise<string>;
  remember(user: SignedInUser): Promise<void>;
}

const REFRESH_EARLY_MS = 60_000;

export function createSession(ports: SessionPorts): TokenSession {
  const { send, limiter, now } = ports;
  const sessions = createSessionStore(ports.store);
  let refreshing: Promise<StoredSession> | null = null;

  const toInfo = ({ serverUrl, clientId, user }: StoredSession): SessionInfo => ({
    serverUrl,
    clientId,
    ...(user === undefined ? {} : { user }),
  });

  const tokensOf = (answer: TokenAnswer) => ({
    accessToken: answer.access_token,
    ...(answer.refresh_token === undefined ? {} : { refreshToken: answer.refresh_token }),
    expiresAt: now() + answer.expires_in * 1000,
  });

  const requestRefresh = async (stored: StoredSession): Promise<TokenAnswer> => {
    const { serverUrl, clientId, refreshToken } = stored;
    if (refreshToken === undefined)
      throw new Failure("login-refused", { detail: "no refresh token" });
    const fields = {
      grant_type: "refresh_token",
      refresh_token: refreshToken,
      client_id: clientId,
    };
    // Nobody's signal: whoever gives up waiting leaves the refresh to the others.
    return requestTokens(send, serverUrl, fields, new AbortController().signal);
  };

  /**
   * The new tokens are on disk before their first use. A worker that dies before that
   * loses nothing: the server repeats its answer to the old refresh token until the
   * new access token has been used.
   */
  const refresh = async (stored: StoredSession): Promise<StoredSession> => {
    let answer: TokenAnswer;
    try {
      answer = await requestRefresh(stored);
    } catch (error) {
      const failure = toFailure(error);
      if (!ENDS_SESSION.has(failure.code)) throw failure;
      const ended = new Failure("session-ended", { detail: failure.detail ?? failure.code });
      if (await sessions.change(stored.accessToken, () => null)) {
        ports.onEnded(ended, stored.user ?? null);
      }
      throw ended;
    }
    const renewed = await sessions.change(stored.accessToken, (before) => ({
      ...before,
      ...tokensOf(answer),
    }));
    // Signed out meanwhile: these tokens end with the session.
    if (!renewed) throw new Failure("signed-out");
    return renewed;
  };

  const refreshOnce = async (stored: StoredSession, signal: AbortSignal): Promise<string> => {
    refreshing ??= refresh(stored).finally(() => {
      refreshing = null;
    });
    return (await abortable(refreshing, signal)).accessToken;
  };

  const signedIn = async (): Promise<StoredSession> => {
    const stored = await sessions.load();
    if (!stored) throw new Failure("signed-out");
    return stored;
  };

  /** The person is signed out here whatever the server says: its session ends by itself in the end. */
  const revoke = async (stored: StoredSession, signal: AbortSignal): Promise<void> => {
    const { serverUrl, clientId, accessToken, refreshToken } = stored;
    const fields = { token: refreshToken ?? accessToken, client_id: clientId };
    const revoked = postForm(
      send,
      { serverUrl, path: "/restapi/oauth/revoke", fields },
      signal,
    ).catch(toFailure);
    // Nobody must look at a sign-out for as long as a penalty lasts.
    if ((await limiter.closedUntil({ group: "auth" })) === 0) await revoked;
  };

  return {
    info: async () => {
      const stored = await sessions.load();
      return stored ? toInfo(stored) : null;
    },
    accessToken: async (signal) => {
      const stored = await signedIn();
      if (stored.expiresAt - now() > REFRESH_EARLY_MS) return stored.accessToken;
      return refreshOnce(stored, signal);
    },
    renew: async (rejected, signal) => {
      const stored = await signedIn();
      // Somebody else has refreshed meanwhile.
      if (stored.accessToken !== rejected) return stored.accessToken;
      return refreshOnce(stored, signal);
    },
    connect: async (target, signal) => {
      // A code lives for a minute: no login whose token could not be fetched in time.
      const retryAt = await limiter.closedUntil({ group: "auth" });
      if (retryAt > 0) throw new Failure("rate-limited", { detail: "auth", retryAt });
      const answer = await login(ports, target, signal);
      const before = await sessions.load();
      const user =
        answer.owner_id === undefined ? {} : { user: { extensionId: answer.owner_id, name: "" } };
      const stored = { ...target, ...tokensOf(answer), ...user };
      await sessions.save(stored);
      if (before) await revoke(before, signal);
      return toInfo(stored);
    },
    remember: async (user) => {
      await sessions.change(null, (before) => ({ ...before, user }));
    },
    disconnect: async (signal) => {
      const stored = await sessions.clear();
      if (stored) await revoke(stored, signal);
    },
  };
}
