import { randomUUID } from "node:crypto";
import type { Session } from "../oauth/sessions.ts";
import type { Frame, SessionContext } from "./frames.ts";

export interface Subscription {
  readonly id: string;
  readonly creationTime: string;
  readonly eventFilters: readonly string[];
  readonly disabledFilters: readonly DisabledFilter[];
}

export interface DisabledFilter {
  readonly filter: string;
  readonly reason: string;
  readonly message: string;
}

export interface Socket {
  /** False where the socket is closing already. */
  send(frame: Frame): boolean;
}

/** What outlives a socket: its subscription, and for a while what it missed. */
export interface Channel {
  readonly id: string;
  readonly session: Session;
  subscription: Subscription | null;
  socket: Socket | null;
  missed: Frame[];
  sequence: number;
  lostAt: number | null;
}

export const createChannel = (session: Session): Channel => ({
  id: randomUUID(),
  session,
  subscription: null,
  socket: null,
  missed: [],
  sequence: 0,
  lostAt: null,
});

export function nextContext(channel: Channel): SessionContext {
  channel.sequence++;
  return { token: btoa(`wsc:${channel.id}:${channel.sequence}`), sequence: channel.sequence };
}

/** The channel's id in a token; null for a token that the gateway never made. */
export function channelIdOf(token: string): string | null {
  try {
    return /^wsc:([\w-]+):\d+$/.exec(atob(token))?.[1] ?? null;
  } catch {
    return null;
  }
}

/** Sends, or keeps the newest `most` for the socket that comes back. */
export function deliver(channel: Channel, frame: Frame, most: number): void {
  if (channel.socket?.send(frame)) return;
  channel.missed = [...channel.missed, frame].slice(-most);
}
