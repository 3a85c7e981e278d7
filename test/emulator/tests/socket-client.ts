import { WebSocket } from "ws";
import type { Emulator } from "../emulator.ts";
import { ask } from "./rest-client.ts";

// biome-ignore lint/suspicious/noExplicitAny: a test looks into it as it likes
type Json = any;

export interface TestSocket {
  readonly raw: WebSocket;
  /** The next frame, as soon as it is there. */
  next(): Promise<[Json, Json]>;
  /** Frames that have come and nobody has taken. */
  waiting(): number;
  send(...frame: unknown[]): void;
  /** Sends a request and gives its answer; other frames before it stay. */
  request(method: string, path: string, body?: unknown): Promise<[Json, Json]>;
  readonly closed: Promise<{ readonly code: number }>;
}

const SUBSCRIPTION = "/restapi/v1.0/subscription";

export const wsToken = async (emulator: Emulator, token?: string): Promise<Json> =>
  (await ask(emulator, "POST", "/restapi/oauth/wstoken", { ...(token ? { token } : {}) })).body;

/** A socket by hand, as a browser opens it. */
export function dial(address: string): TestSocket {
  const raw = new WebSocket(address);
  const frames: [Json, Json][] = [];
  const takers: (() => void)[] = [];
  let ids = 0;
  raw.on("message", (data) => {
    frames.push(JSON.parse(String(data)));
    for (const wake of takers.splice(0)) wake();
  });
  const take = async (wanted: (frame: [Json, Json]) => boolean): Promise<[Json, Json]> => {
    for (;;) {
      const index = frames.findIndex(wanted);
      if (index >= 0) return frames.splice(index, 1)[0] as [Json, Json];
      await new Promise<void>((resolve) => takers.push(resolve));
    }
  };
  const send = (...frame: unknown[]): void => raw.send(JSON.stringify(frame));
  return {
    raw,
    next: () => take(() => true),
    waiting: () => frames.length,
    send,
    request: (method, path, body) => {
      const messageId = `u${++ids}`;
      const meta = { type: "ClientRequest", messageId, method, path };
      if (body === undefined) send(meta);
      else send(meta, body);
      return take(([answer]) => answer.messageId === messageId);
    },
    closed: new Promise((resolve) => raw.on("close", (code) => resolve({ code }))),
  };
}

/** Token, socket and its first frame. */
export async function openSocket(
  emulator: Emulator,
  { token, wsc }: { token?: string; wsc?: string } = {},
) {
  const { uri, ws_access_token } = await wsToken(emulator, token);
  const recovery = wsc === undefined ? "" : `&wsc=${encodeURIComponent(wsc)}`;
  const socket = dial(`${uri}?access_token=${ws_access_token}${recovery}`);
  const [meta, details] = await socket.next();
  return { socket, meta, details };
}

export const consentFilter = {
  eventFilters: ["/restapi/v2/accounts/~/sms/consents"],
  deliveryMode: { transportType: "WebSocket" },
};

/** An open socket with a subscription to consent changes. */
export async function subscribe(emulator: Emulator, token = emulator.signIn().access) {
  const opened = await openSocket(emulator, { token });
  const [answer, subscription] = await opened.socket.request("POST", SUBSCRIPTION, consentFilter);
  return { ...opened, token, answer, subscription };
}
