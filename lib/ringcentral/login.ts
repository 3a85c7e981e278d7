import { abortable } from "../abortable.ts";
import { Failure } from "../failure.ts";
import { base64Url, createProofKey } from "./pkce.ts";
import type { Send } from "./sender.ts";
import { loginFailure, requestTokens, type TokenAnswer } from "./token-endpoint.ts";
import type { ConnectTarget } from "./types.ts";

export interface LoginPorts {
  readonly send: Send;
  readonly randomBytes: (length: number) => Uint8Array<ArrayBuffer>;
  /** Opens the login page; gives the address that it ended on. Rejects when it was closed. */
  readonly launchLogin: (url: string) => Promise<string>;
  readonly redirectUri: string;
}

/**
 * The person's login: authorization code with PKCE. A client id or redirect URI
 * that the server does not know shows an error page and never comes back, so it
 * ends as `login-cancelled` when the person closes it.
 */
export async function login(
  { send, randomBytes, launchLogin, redirectUri }: LoginPorts,
  { serverUrl, clientId }: ConnectTarget,
  signal: AbortSignal,
): Promise<TokenAnswer> {
  const { verifier, challenge } = await createProofKey(randomBytes);
  const state = base64Url(randomBytes(16));
  const search = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    state,
    code_challenge: challenge,
    code_challenge_method: "S256",
  });
  const address = `${serverUrl}/restapi/oauth/authorize?${search}`;
  const code = readCode(await abortable(launch(launchLogin, address), signal), redirectUri, state);
  return requestTokens(
    send,
    serverUrl,
    {
      grant_type: "authorization_code",
      code,
      redirect_uri: redirectUri,
      client_id: clientId,
      code_verifier: verifier,
    },
    signal,
  );
}

async function launch(launchLogin: LoginPorts["launchLogin"], address: string): Promise<string> {
  try {
    return await launchLogin(address);
  } catch (error) {
    throw error instanceof Failure ? error : new Failure("login-cancelled", { cause: error });
  }
}

/** The code in the address that the login ended on. */
function readCode(address: string, redirectUri: string, state: string): string {
  const end = URL.parse(address);
  if (!end || `${end.origin}${end.pathname}` !== redirectUri) {
    throw new Failure("redirect-mismatch");
  }
  const query = end.searchParams;
  if (query.get("state") !== state) throw new Failure("login-state-mismatch");
  const refused = query.get("error");
  if (refused !== null) throw new Failure(loginFailure(refused), { detail: refused });
  const code = query.get("code");
  if (!code) throw new Failure("malformed-answer", { detail: "login without a code" });
  return code;
}
