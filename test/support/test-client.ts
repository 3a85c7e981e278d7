import { createRingCentral } from "../../lib/ringcentral/client.ts";
import type { Emulator } from "../emulator/emulator.ts";
import { CLIENT_ID, REDIRECT_URIS } from "../emulator/oauth.ts";
import { type MemoryValue, memoryValue } from "./memory-value.ts";
import { createTestClock, type TestClock } from "./test-clock.ts";

export interface TestClientOptions {
  readonly clientId?: string;
  /** The emulator's own clock, where times matter. */
  readonly clock?: TestClock;
  /** What an earlier worker left on disk. */
  readonly tokens?: MemoryValue;
  readonly rateLimits?: MemoryValue;
  readonly fetch?: typeof globalThis.fetch;
  readonly launchLogin?: (url: string) => Promise<string>;
  readonly answerTimeoutMs?: number;
}

/** A login page that needs nobody: gives the address that it sends the person back to. */
export async function loginAtOnce(url: string): Promise<string> {
  const answer = await fetch(url, { redirect: "manual" });
  const location = answer.headers.get("Location");
  if (!location) throw new Error(await answer.text());
  return location;
}

/** The real client against an emulator in this process. */
export function createTestClient(emulator: Pick<Emulator, "url">, options: TestClientOptions = {}) {
  const signal = new AbortController().signal;
  const clock = options.clock ?? createTestClock({ start: Date.now() });
  const tokens = options.tokens ?? memoryValue();
  const rateLimits = options.rateLimits ?? memoryValue();
  const ended: string[] = [];
  const malformed: [string, number][] = [];
  const client = createRingCentral({
    fetch: options.fetch ?? ((url, init) => fetch(url, init)),
    now: clock.now,
    random: () => 0.5,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    sleep: clock.sleep,
    store: tokens,
    rateLimits,
    launchLogin: options.launchLogin ?? loginAtOnce,
    redirectUri: REDIRECT_URIS[0] ?? "",
    userAgent: "ConsentGuard/test",
    onEnded: (failure) => ended.push(failure.code),
    onMalformed: (...what) => malformed.push(what),
    ...(options.answerTimeoutMs === undefined ? {} : { answerTimeoutMs: options.answerTimeoutMs }),
  });
  const connect = () =>
    client.session.connect(
      { serverUrl: emulator.url, clientId: options.clientId ?? CLIENT_ID },
      signal,
    );
  return {
    ...client,
    connect,
    clock,
    tokens,
    rateLimits,
    ended,
    malformed,
    hasTokens: () => tokens.peek() !== undefined,
  };
}

export type TestClient = ReturnType<typeof createTestClient>;
