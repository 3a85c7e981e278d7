import { memoryValue } from "./memory-value.ts";
import { createTestClient } from "./test-client.ts";

export interface CannedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: unknown;
}

const SERVER = "https://platform.test";

/** The real client, signed in, over a network whose answers the test writes: a Response, or what its JSON holds. */
export function createCannedClient(answer: (request: CannedRequest) => unknown) {
  const requests: CannedRequest[] = [];
  const cannedFetch: typeof fetch = async (input, init = {}) => {
    init.signal?.throwIfAborted();
    const request = {
      method: init.method ?? "GET",
      url: new URL(String(input)),
      headers: new Headers(init.headers),
      body: typeof init.body === "string" ? JSON.parse(init.body) : undefined,
    };
    requests.push(request);
    const answered = answer(request);
    return answered instanceof Response ? answered : Response.json(answered);
  };
  const tokens = memoryValue({
    serverUrl: SERVER,
    clientId: "client",
    accessToken: "token",
    refreshToken: "refresh",
    expiresAt: Number.MAX_SAFE_INTEGER,
  });
  const launchLogin = async (url: string): Promise<string> => {
    const { searchParams } = new URL(url);
    return `${searchParams.get("redirect_uri")}?code=code&state=${searchParams.get("state")}`;
  };
  const client = createTestClient({ url: SERVER }, { tokens, fetch: cannedFetch, launchLogin });
  return { ...client, requests };
}
