import { z } from "zod";
import { Failure, type FailureCode, toFailure } from "../failure.ts";
import { base64Url, createProofKey } from "./pkce.ts";
import { loginFailure, postForm, readTokens, type TokenAnswer } from "./token-endpoint.ts";
import type { Session, SessionInfo, SignedInUser } from "./types.ts";

/** Where tokens are kept: out of reach of pages and content scripts. */
export interface TokenStore {
  load(): Promise<unknown>;
  save(tokens: unknown): Promise<void>;
  clear(): Promise<void>;
}

export interface SessionPorts {
  readonly fetch: typeof globalThis.fetch;
  readonly randomBytes: (length: number) => Uint8Array<ArrayBuffer>;
  readonly now: () => number;
  readonly store: TokenStore;
  /** Opens the login page; gives the address that it ended on. */
  readonly launchLogin: (url: string) => Promise<string>;
  readonly redirectUri: string;
  /** The session ended without the person's doing. */
  readonly onEnded: (failure: Failure) => void;
}

export interface TokenSession extends Session {
  /** Refreshes although the token has not expired: the server said 401. */
  renew(rejected: string, signal: AbortSignal): Promise<string>;
  remember(user: SignedInUser): Promise<void>;
}

const REFRESH_EARLY_MS = 60_000;

const storedSchema = z.object({
  serverUrl: z.string(),
  clientId: z.string(),
  accessToken: z.string(),
  refreshToken: z.string().optional(),
  expiresAt: z.number(),
  user: z
    .object({
      extensionId: z.string(),
      name: z.string(),
      extensionNumber: z.string().exactOptional(),
    })
    .exactOptional(),
});
type Stored = z.infer<typeof storedSchema>;

/** Refusals of the token endpoint that end a session; everything else passes. */
const ENDS: ReadonlySet<FailureCode> = new Set([
  "session-ended",
  "client-unknown",
  "login-refused",
]);

export function createSession(ports: SessionPorts): TokenSession {
  const { fetch, now, store } = ports;
  let refreshing: Promise<Stored> | null = null;

  const load = async (): Promise<Stored | null> => {
    const parsed = storedSchema.safeParse(await store.load());
    return parsed.success ? parsed.data : null;
  };

  const toInfo = ({ serverUrl, clientId, user }: Stored): SessionInfo => ({
    serverUrl,
    clientId,
    ...(user === undefined ? {} : { user }),
  });

  const fromAnswer = (
    answer: TokenAnswer,
    before: Pick<Stored, "serverUrl" | "clientId">,
  ): Stored => ({
    ...before,
    accessToken: answer.access_token,
    ...(answer.refresh_token === undefined ? {} : { refreshToken: answer.refresh_token }),
    expiresAt: now() + answer.expires_in * 1000,
  });

  const requestRefresh = async (stored: Stored, signal: AbortSignal): Promise<Stored> => {
    if (stored.refreshToken === undefined)
      throw new Failure("session-ended", { detail: "no refresh token" });
    const { status, text } = await postForm(
      fetch,
      `${stored.serverUrl}/restapi/oauth/token`,
      {
        grant_type: "refresh_token",
        refresh_token: stored.refreshToken,
        client_id: stored.clientId,
      },
      signal,
    );
    const renewed = { ...stored, ...fromAnswer(readTokens(status, text), stored) };
    // On disk before its first use: a worker that dies in between must not lose the rotated token.
    await store.save(renewed);
    return renewed;
  };

  const refresh = async (stored: Stored, signal: AbortSignal): Promise<Stored> => {
    try {
      return await requestRefresh(stored, signal);
    } catch (error) {
      const failure = toFailure(error);
      if (!ENDS.has(failure.code)) throw failure;
      const ended = new Failure("session-ended", { detail: failure.detail ?? failure.code });
      await store.clear();
      ports.onEnded(ended);
      throw ended;
    }
  };

  const refreshOnce = (stored: Stored, signal: AbortSignal): Promise<Stored> => {
    refreshing ??= refresh(stored, signal).finally(() => {
      refreshing = null;
    });
    return refreshing;
  };

  const signedIn = async (): Promise<Stored> => {
    const stored = await load();
    if (!stored) throw new Failure("signed-out");
    return stored;
  };

  const login = async (
    { serverUrl, clientId }: { serverUrl: string; clientId: string },
    signal: AbortSignal,
  ): Promise<Stored> => {
    const { verifier, challenge } = await createProofKey(ports.randomBytes);
    const state = base64Url(ports.randomBytes(16));
    const authorize = new URL("/restapi/oauth/authorize", serverUrl);
    authorize.search = new URLSearchParams({
      response_type: "code",
      client_id: clientId,
      redirect_uri: ports.redirectUri,
      state,
      code_challenge: challenge,
      code_challenge_method: "S256",
    }).toString();
    const end = await launch(authorize.href);
    const query = end.searchParams;
    if (query.get("state") !== state) throw new Failure("login-state-mismatch");
    const refused = query.get("error");
    if (refused !== null) {
      const code = loginFailure(refused);
      throw new Failure(code === "session-ended" ? "login-refused" : code, { detail: refused });
    }
    const code = query.get("code");
    if (!code) throw new Failure("malformed-answer", { detail: "login without a code" });
    const { status, text } = await postForm(
      fetch,
      `${serverUrl}/restapi/oauth/token`,
      {
        grant_type: "authorization_code",
        code,
        redirect_uri: ports.redirectUri,
        client_id: clientId,
        code_verifier: verifier,
      },
      signal,
    );
    return fromAnswer(readTokens(status, text), { serverUrl, clientId });
  };

  const launch = async (url: string): Promise<URL> => {
    try {
      const end = URL.parse(await ports.launchLogin(url));
      if (end && `${end.origin}${end.pathname}` === ports.redirectUri) return end;
    } catch (error) {
      throw new Failure("login-cancelled", { cause: error });
    }
    throw new Failure("redirect-mismatch");
  };

  return {
    info: async () => {
      const stored = await load();
      return stored ? toInfo(stored) : null;
    },
    accessToken: async (signal) => {
      const stored = await signedIn();
      if (stored.expiresAt - now() > REFRESH_EARLY_MS) return stored.accessToken;
      return (await refreshOnce(stored, signal)).accessToken;
    },
    renew: async (rejected, signal) => {
      const stored = await signedIn();
      // Somebody else has refreshed meanwhile.
      if (stored.accessToken !== rejected) return stored.accessToken;
      return (await refreshOnce(stored, signal)).accessToken;
    },
    connect: async (target, signal) => {
      const stored = await login(target, signal);
      await store.save(stored);
      return toInfo(stored);
    },
    remember: async (user) => {
      const stored = await load();
      if (stored) await store.save({ ...stored, user });
    },
    disconnect: async (signal) => {
      const stored = await load();
      await store.clear();
      if (!stored) return;
      const fields = {
        token: stored.refreshToken ?? stored.accessToken,
        client_id: stored.clientId,
      };
      // The person is signed out here whatever the server says; its sessions end by themselves.
      await postForm(fetch, `${stored.serverUrl}/restapi/oauth/revoke`, fields, signal).catch(
        toFailure,
      );
    },
  };
}
