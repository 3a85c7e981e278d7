import { randomBytes, randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import { ApiError } from "../http/api-error.ts";

const GRACE_MS = 10_000;
/** How long a refresh token is repeatable while the new access token has not been used. */
const UNUSED_MS = 3_600_000;
const MOST_SESSIONS = 5;

export interface Session {
  readonly id: string;
  readonly userId: string;
  readonly clientId: string;
  readonly accessMs: number;
  readonly refreshMs: number;
  readonly access: string;
  readonly refresh: string;
  readonly accessExpires: number;
  readonly refreshExpires: number;
}

type LiveSession = { -readonly [K in keyof Session]: Session[K] };

interface Rotation {
  /** The refresh token before the present one. */
  readonly token: string;
  readonly at: number;
  /** When the new access token was used first. */
  firstUse: number | null;
}

export type SessionOptions = Pick<Session, "userId" | "clientId" | "accessMs" | "refreshMs">;

export const newToken = (): string => randomBytes(24).toString("base64url");

/** Signed-in sessions: at most five for a user and app, tokens rotated with a grace, ended as a whole. */
export function createSessions(clock: Clock) {
  const live = new Map<LiveSession, Rotation | null>();
  const revoked = new Set<string>();
  const listeners: ((session: Session) => void)[] = [];

  const end = (session: LiveSession): void => {
    live.delete(session);
    revoked.add(session.refresh);
    for (const listener of listeners) listener(session);
  };

  const renewed = (session: LiveSession): LiveSession =>
    Object.assign(session, {
      access: newToken(),
      refresh: newToken(),
      accessExpires: clock.now() + session.accessMs,
      refreshExpires: clock.now() + session.refreshMs,
    });

  const repeatable = (rotation: Rotation | null, token: string): boolean => {
    if (rotation?.token !== token) return false;
    const until =
      rotation.firstUse === null ? rotation.at + UNUSED_MS : rotation.firstUse + GRACE_MS;
    return clock.now() < until;
  };

  return {
    open: (options: SessionOptions): Session => {
      const { userId, clientId } = options;
      const own = [...live.keys()].filter((s) => s.userId === userId && s.clientId === clientId);
      for (const oldest of own.slice(0, Math.max(0, own.length - MOST_SESSIONS + 1))) end(oldest);
      const session = renewed({
        ...options,
        id: randomUUID(),
        access: "",
        refresh: "",
        accessExpires: 0,
        refreshExpires: 0,
      });
      live.set(session, null);
      return session;
    },
    /** The session that a refresh token may renew, or the reason why there is none. */
    find: (refresh: string, clientId: string): Session | "revoked" | "unknown" => {
      if (revoked.has(refresh)) return "revoked";
      for (const [session, rotation] of live) {
        if (session.clientId !== clientId) continue;
        if (session.refresh === refresh && session.refreshExpires > clock.now()) return session;
        if (repeatable(rotation, refresh)) return session;
      }
      return "unknown";
    },
    /** Rotates, unless the token has done so before and is only repeated. */
    refresh: (found: Session, token: string): void => {
      const session = [...live.keys()].find(({ id }) => id === found.id);
      if (!session || session.refresh !== token) return;
      live.set(session, { token, at: clock.now(), firstUse: null });
      renewed(session);
    },
    /** @throws ApiError 401 */
    bearer: (header: string | undefined): Session => {
      if (header === undefined) {
        throw new ApiError(401, "TokenInvalid", "OAU-134", "Invalid Authorization header");
      }
      const token = /^Bearer (\S+)$/i.exec(header)?.[1];
      if (token === undefined) {
        throw new ApiError(401, "TokenInvalid", "OAU-123", "Invalid Authorization header value");
      }
      for (const [session, rotation] of live) {
        if (session.access !== token) continue;
        if (session.accessExpires <= clock.now()) {
          throw new ApiError(401, "TokenExpired", "OAU-128", "Access token expired");
        }
        if (rotation) rotation.firstUse ??= clock.now();
        return session;
      }
      throw new ApiError(401, "TokenInvalid", "OAU-129", "Access token corrupted");
    },
    /** By any of its tokens. */
    revoke: (token: string): void => {
      for (const session of live.keys()) {
        if (session.access === token || session.refresh === token) end(session);
      }
    },
    revokeAll: (): void => {
      for (const session of live.keys()) end(session);
    },
    expireAccess: (): void => {
      for (const session of live.keys()) session.accessExpires = clock.now();
    },
    onEnd: (listener: (session: Session) => void): void => {
      listeners.push(listener);
    },
  };
}

export type Sessions = ReturnType<typeof createSessions>;
