import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Session, Sessions } from "../oauth/sessions.ts";
import { type Channel, channelIdOf, createChannel } from "./channel.ts";
import { type ConnectionDeps, openConnection, type Recovery } from "./connection.ts";
import { errorFrame } from "./frames.ts";
import type { WsTokens } from "./ws-tokens.ts";

export interface OpenSocket {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly openedAt: number;
  readonly eventFilters: readonly string[];
}

const failed = (recoveryErrorCode: string): Recovery => ({
  recoveryState: "Failed",
  recoveryErrorCode,
});

export interface GatewayDeps extends ConnectionDeps {
  readonly tokens: WsTokens;
  readonly sessions: Sessions;
}

/** The WebSocket server: who may connect, what a lost connection gets back. */
export function createGateway(deps: GatewayDeps) {
  const { clock, switches, tokens, sessions } = deps;
  const server = new WebSocketServer({ noServer: true });
  const channels = new Map<string, Channel>();
  const open = new Map<WebSocket, { readonly channel: Channel; readonly openedAt: number }>();

  const forgetLater = (channel: Channel): void => {
    channel.lostAt = clock.now();
    clock.after(switches().socketRecoverySeconds * 1000, () => {
      if (channel.lostAt !== null && !recoverable(channel)) channels.delete(channel.id);
    });
  };

  const recoverable = ({ lostAt }: Channel): boolean =>
    lostAt === null || clock.now() - lostAt < switches().socketRecoverySeconds * 1000;

  const refuse = (socket: WebSocket, status: number, code: string, message: string): void => {
    socket.send(JSON.stringify(errorFrame(status, code, message)));
    socket.close(1008, message);
  };

  const attach = (socket: WebSocket, channel: Channel, recovery: Recovery): void => {
    for (const [other, { channel: its }] of open) {
      if (its === channel) other.close(1001, "Connected anew");
    }
    channels.set(channel.id, channel);
    channel.lostAt = null;
    channel.socket = null;
    open.set(socket, { channel, openedAt: clock.now() });
    socket.on("close", () => {
      open.delete(socket);
      if ([...open.values()].some(({ channel: its }) => its === channel)) return;
      channel.socket = null;
      forgetLater(channel);
    });
    openConnection(socket, channel, recovery, deps);
  };

  const recover = (socket: WebSocket, session: Session, id: string): void => {
    const channel = channels.get(id);
    if (!channel?.subscription || !recoverable(channel)) {
      attach(socket, createChannel(session), failed("WSG-1005"));
    } else if (channel.session !== session) {
      attach(socket, createChannel(session), failed("WSG-1003"));
    } else {
      attach(socket, channel, { recoveryState: "Successful" });
    }
  };

  const connect = (socket: WebSocket, query: URLSearchParams): void => {
    const wsc = query.get("wsc");
    const session = tokens.redeem(query.get("access_token") ?? "");
    const id = wsc === null ? null : channelIdOf(wsc);
    if (!session) {
      refuse(socket, 401, "WSG-401", "WebSocket access token is invalid");
    } else if (wsc === null) {
      attach(socket, createChannel(session), {});
    } else if (id === null) {
      refuse(socket, 400, "WSG-400", "Malformed WebSocket session context token");
    } else {
      recover(socket, session, id);
    }
  };

  const upgrade = (request: IncomingMessage, duplex: Duplex, head: Buffer): void => {
    const url = URL.parse(request.url ?? "", "http://gateway");
    if (url?.pathname !== "/ws") {
      duplex.end("HTTP/1.1 404 Not Found\r\n\r\n");
      return;
    }
    server.handleUpgrade(request, duplex, head, (socket) => {
      socket.on("error", () => socket.terminate());
      connect(socket, url.searchParams);
    });
  };

  const close = (code: number, id?: string): number => {
    const chosen = [...open].filter(([, { channel }]) => id === undefined || channel.id === id);
    // 1006 is what a browser sees of a connection that just went away.
    for (const [socket] of chosen) {
      if (code === 1006) socket.terminate();
      else socket.close(code);
    }
    return chosen.length;
  };

  sessions.onEnd((session) => {
    tokens.endAll(session);
    for (const [socket, { channel }] of open) {
      if (channel.session === session) socket.close(1008, "Session ended");
    }
    for (const [id, channel] of channels) if (channel.session === session) channels.delete(id);
  });

  return {
    channels: (): readonly Channel[] => [...channels.values()],
    listen: (http: Server): void => {
      http.on("upgrade", upgrade);
    },
    sockets: (): readonly OpenSocket[] =>
      [...open.values()].map(({ channel, openedAt }) => ({
        id: channel.id,
        openedAt,
        eventFilters: channel.subscription?.eventFilters ?? [],
      })),
    /** How many sockets were closed. */
    close,
    /** Sends a text as it is to every open socket; gives how many those are. */
    sendText: (text: string): number => {
      const ready = [...open.keys()].filter((socket) => socket.readyState === socket.OPEN);
      for (const socket of ready) socket.send(text);
      return ready.length;
    },
    stop: (): void => {
      close(1006);
      server.close();
    },
  };
}

export type Gateway = ReturnType<typeof createGateway>;
