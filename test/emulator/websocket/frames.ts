import { randomUUID } from "node:crypto";

/** What a client is told to come back with after a lost connection. */
export interface SessionContext {
  readonly token: string;
  readonly sequence: number;
}

export interface Meta {
  readonly type:
    | "ConnectionDetails"
    | "ClientRequest"
    | "ServerNotification"
    | "Heartbeat"
    | "Error";
  readonly messageId: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly wsc?: SessionContext;
}

/** `[meta, body]`, or `[meta]`. */
export type Frame = readonly [Meta, unknown?];

export interface ClientFrame {
  readonly type: string;
  readonly messageId: string;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** Null for anything that is not a frame. */
export function readFrame(text: string): ClientFrame | null {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(frame) || frame.length < 1 || frame.length > 2) return null;
  const { type, messageId, method = "", path = "", query, headers } = record(frame[0]);
  if (typeof type !== "string" || typeof messageId !== "string" || messageId === "") return null;
  return {
    type,
    messageId,
    method: String(method),
    path: String(path),
    query: record(query),
    headers: record(headers) as Record<string, string>,
    body: frame[1],
  };
}

export const errorFrame = (status: number, errorCode: string, message: string): Frame => [
  { type: "Error", messageId: randomUUID(), status, headers: { RCRequestId: randomUUID() } },
  { errorCode, message },
];

const SPELLINGS: Readonly<Record<string, string>> = {
  "wsg-subscriptionid": "WSG-SubscriptionId",
  rcrequestid: "RCRequestId",
};

/** Header names as the gateway spells them. */
export const spelled = (headers: Headers): Record<string, string> =>
  Object.fromEntries(
    [...headers].map(([name, value]) => [
      SPELLINGS[name] ?? name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
      value,
    ]),
  );
