import { randomUUID } from "node:crypto";
import type { WebSocket } from "ws";
import type { Clock } from "../clock.ts";
import type { Switches } from "../switches.ts";
import { type Channel, nextContext } from "./channel.ts";
import { type ClientFrame, errorFrame, type Frame, readFrame, spelled } from "./frames.ts";
import { keepPinging } from "./ping.ts";

export interface ConnectionDeps {
  readonly clock: Clock;
  readonly switches: () => Switches;
  /** Answers a request that came in over the socket, as the HTTP server would. */
  readonly request: (request: Request, channel: Channel) => Promise<Response>;
}

/** `2026-11-23T09:00:00.000+0000` */
const gatewayTime = (ms: number): string => new Date(ms).toISOString().replace("Z", "+0000");

/** How a recovery went; nothing for a connection that asked for none. */
export type Recovery =
  | { readonly recoveryState: "Successful" }
  | { readonly recoveryState: "Failed"; readonly recoveryErrorCode: string }
  | Record<string, never>;

/** One open socket of a channel: details first, then requests, heartbeats and notifications until it ends. */
export function openConnection(
  socket: WebSocket,
  channel: Channel,
  recovery: Recovery,
  { clock, switches, request }: ConnectionDeps,
): void {
  let stopIdle = (): void => undefined;
  let greeted = false;
  const { socketAbsoluteSeconds, socketDetailsDelayMs } = switches();

  const end = (errorCode: string, message: string): void => {
    write(errorFrame(408, errorCode, message));
    socket.close(1001, message);
  };

  const stayAwake = (): void => {
    stopIdle();
    stopIdle = clock.after(switches().socketIdleSeconds * 1000, () =>
      end("WSG-902", "Idle timeout expired"),
    );
  };

  const write = (frame: Frame): boolean => {
    if (socket.readyState !== socket.OPEN) return false;
    socket.send(JSON.stringify(frame));
    stayAwake();
    return true;
  };

  const malformed = (message: string): void => {
    write(errorFrame(400, "WSG-400", message));
    socket.close(1008, message);
  };

  const greet = (): void => {
    const { recoveryBuffer, socketRecoverySeconds, socketIdleSeconds } = switches();
    greeted = true;
    write([
      {
        type: "ConnectionDetails",
        messageId: randomUUID(),
        status: 200,
        wsc: nextContext(channel),
        headers: { RCRequestId: randomUUID() },
      },
      {
        creationTime: gatewayTime(clock.now()),
        maxConnectionsPerSession: 50,
        recoveryBufferSize: recoveryBuffer,
        recoveryTimeout: socketRecoverySeconds,
        idleTimeout: socketIdleSeconds,
        absoluteTimeout: socketAbsoluteSeconds,
        maxActiveRequests: 10,
        ...recovery,
      },
    ]);
    channel.socket = { send: write };
    for (const frame of channel.missed.splice(0)) write(frame);
  };

  const answer = async ({ messageId, method, path, query, headers, body }: ClientFrame) => {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      for (const item of [value].flat()) search.append(name, String(item));
    }
    const url = `http://gateway${path}${search.size > 0 ? `?${search}` : ""}`;
    const init = { method, headers: { ...headers, "Content-Type": "application/json" } };
    const withBody = body === undefined || method === "GET" ? {} : { body: JSON.stringify(body) };
    const response = await request(new Request(url, { ...init, ...withBody }), channel);
    const text = await response.text();
    const isJson = response.headers.get("Content-Type")?.includes("json") ?? false;
    const meta = {
      type: "ClientRequest",
      messageId,
      status: response.status,
      headers: { ...spelled(response.headers), RCRequestId: randomUUID() },
      wsc: nextContext(channel),
    } as const;
    write(text === "" ? [meta] : [meta, isJson ? JSON.parse(text) : text]);
  };

  const stops = [
    clock.after(socketAbsoluteSeconds * 1000, () => end("WSG-903", "Absolute timeout expired")),
    keepPinging(socket, switches),
  ];
  if (socketDetailsDelayMs > 0) stops.push(clock.after(socketDetailsDelayMs, greet));
  else greet();

  const receive = (frame: ClientFrame | null): void => {
    if (!greeted) malformed("Nothing may be sent before ConnectionDetails");
    else if (frame?.type === "Heartbeat")
      write([{ type: "Heartbeat", messageId: frame.messageId }]);
    else if (frame?.type === "ClientRequest" && frame.path.startsWith("/restapi/")) {
      answer(frame).catch(() => malformed("Malformed request"));
    } else malformed("Malformed message");
  };

  // Every message has an answer, which keeps the socket awake.
  socket.on("message", (data, isBinary) => receive(isBinary ? null : readFrame(String(data))));
  socket.on("close", () => {
    stopIdle();
    for (const stop of stops) stop();
  });
}
