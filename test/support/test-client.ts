import { createRingCentral } from "../../lib/ringcentral/client.ts";
import { sleep } from "../../lib/sleep.ts";
import type { Emulator } from "../emulator/emulator.ts";
import { CLIENT_ID, REDIRECT_URIS } from "../emulator/oauth.ts";

export interface TestClientOptions {
  readonly clientId?: string;
  readonly now?: () => number;
  /** Collects the pauses that were asked for; none is waited for. */
  readonly sleeps?: number[];
}

/** The real client against an emulator in this process; its clock may be set, its pauses end at once. */
export function createTestClient(emulator: Emulator, options: TestClientOptions = {}) {
  const signal = new AbortController().signal;
  const ended: string[] = [];
  let tokens: unknown;
  const client = createRingCentral({
    fetch: (url, init) => fetch(url, init),
    now: options.now ?? Date.now,
    random: () => 0.5,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    sleep: async (ms, aborted) => {
      options.sleeps?.push(ms);
      await sleep(0, aborted);
    },
    store: {
      load: async () => tokens,
      save: async (value) => {
        tokens = structuredClone(value);
      },
      clear: async () => {
        tokens = undefined;
      },
    },
    launchLogin: async (url) => {
      const answer = await fetch(url, { redirect: "manual" });
      const location = answer.headers.get("Location");
      if (!location) throw new Error(await answer.text());
      return location;
    },
    redirectUri: REDIRECT_URIS[0] ?? "",
    userAgent: "ConsentGuard/test",
    onEnded: (failure) => ended.push(failure.code),
  });
  const connect = () =>
    client.session.connect(
      { serverUrl: emulator.url, clientId: options.clientId ?? CLIENT_ID },
      signal,
    );
  return { ...client, connect, ended, hasTokens: () => tokens !== undefined };
}

export type TestClient = ReturnType<typeof createTestClient>;
