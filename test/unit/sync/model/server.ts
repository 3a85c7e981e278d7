import { createApp } from "../../../emulator/app.ts";
import type { StoredConsent } from "../../../emulator/consents/record.ts";
import { CLIENT_ID, EXTENSION_ID } from "../../../emulator/oauth/apps.ts";
import { createState } from "../../../emulator/state.ts";
import { createWsTokens } from "../../../emulator/websocket/ws-tokens.ts";

/** What goes wrong with one request on its way. */
export type NetworkFault =
  | { readonly kind: "lost"; readonly before: boolean }
  | { readonly kind: "cut" | "drop" | "garble"; readonly at: number }
  | {
      readonly kind: "status";
      readonly status: 401 | 403 | 429 | 500 | 503;
      readonly headers: boolean;
    };

const DAY = 24 * 60 * 60_000;

/** The emulator without its sockets: requests are calls, and time passes when somebody waits. */
export function createServer() {
  let time = Date.parse("2026-11-24T09:00:00Z");
  const state = createState({ now: () => time });
  const app = createApp({
    state,
    wsTokens: createWsTokens(state.clock, state.switchboard.get),
    socketUrl: () => "",
    channels: () => [],
  });
  let faults: NetworkFault[] = [];
  let penaltyEnd = 0;
  const early: string[] = [];

  const answerOf = (url: string, init: RequestInit): Promise<Response> =>
    Promise.resolve(app.fetch(new Request(url, init), {}));

  const refusal = ({ status, headers }: Extract<NetworkFault, { kind: "status" }>): Response => {
    if (status === 403 && !headers) return new Response("<h1>Forbidden</h1>", { status });
    const body = { errors: [{ errorCode: status === 429 ? "CMN-301" : "CMN-000", message: "" }] };
    const more =
      status === 429 && headers ? { "Retry-After": "45", "X-Rate-Limit-Group": "light" } : {};
    return Response.json(body, { status, headers: more });
  };

  const fetch = async (
    input: string | URL | Request,
    init: RequestInit = {},
  ): Promise<Response> => {
    const url = String(input);
    init.signal?.throwIfAborted();
    // A millisecond a request: two things never happen at the same moment.
    time++;
    const isLight = url.includes("/sms/consents");
    if (isLight && time < penaltyEnd)
      early.push(`${init.method} ${url} ${penaltyEnd - time} ms early`);
    const fault = isLight ? faults.shift() : undefined;
    if (fault?.kind === "lost") {
      if (!fault.before) await answerOf(url, init);
      throw new TypeError("network is gone");
    }
    const answer = fault?.kind === "status" ? refusal(fault) : await answerOf(url, init);
    if (answer.status === 429 && isLight) {
      const seconds = Number(answer.headers.get("Retry-After") ?? 30);
      penaltyEnd = Math.max(penaltyEnd, time + seconds * 1000);
    }
    if (fault && fault.kind !== "status") return spoil(answer, fault);
    return answer;
  };

  return {
    store: state.store,
    setSwitches: state.switchboard.set,
    fetch,
    now: (): number => time,
    sleep: async (ms: number, signal: AbortSignal): Promise<void> => {
      signal.throwIfAborted();
      time += ms;
    },
    pass: (ms: number): void => {
      time += ms;
      // A clock that is set back makes no penalty longer.
      if (ms < 0) penaltyEnd += ms;
    },
    addFaults: (more: readonly NetworkFault[]): void => {
      faults.push(...more);
    },
    clearFaults: (): void => {
      faults = [];
    },
    /** Requests that were sent during a rate penalty. */
    early,
    /** What an extension has on disk after a sign-in. */
    signIn: () => {
      const lives = { accessMs: 30 * DAY, refreshMs: 60 * DAY };
      const session = state.sessions.open({ userId: EXTENSION_ID, clientId: CLIENT_ID, ...lives });
      return {
        serverUrl: "http://ringcentral.test",
        clientId: CLIENT_ID,
        accessToken: session.access,
        refreshToken: session.refresh,
        expiresAt: time + 30 * DAY,
      };
    },
    revokeTokens: state.sessions.revokeAll,
    onChange: (listener: (record: StoredConsent) => void): void => state.store.onChange(listener),
  };
}

/** The answer with its body cut short, broken off or turned into rubbish from one byte on. */
async function spoil(
  answer: Response,
  { kind, at }: Extract<NetworkFault, { at: number }>,
): Promise<Response> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const place = bytes.length === 0 ? 0 : at % bytes.length;
  const { status } = answer;
  const headers = new Headers(answer.headers);
  headers.delete("Content-Length");
  if (kind === "cut") return new Response(bytes.slice(0, place), { status, headers });
  if (kind === "garble") return new Response(bytes.fill(0xff, place), { status, headers });
  const body = new ReadableStream({
    pull: (controller) => {
      if (place > 0) controller.enqueue(bytes.slice(0, place));
      controller.error(new TypeError("connection lost"));
    },
  });
  return new Response(body, { status, headers });
}

export type Server = ReturnType<typeof createServer>;
