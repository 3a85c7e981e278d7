import { z } from "zod";
import { abortable } from "../../abortable.ts";
import { Failure, toFailure } from "../../failure.ts";
import { failureOf, readErrorBody } from "../errors.ts";
import type { RateGroup } from "../rate-limit-state.ts";
import type { Clock, RateLimiter } from "../rate-limiter.ts";
import type { FrameSocket } from "./frame-socket.ts";
import { type Frame, headersOf, readFrame } from "./frames.ts";

/** How long the server may take for its first frame and for an answer. */
const ANSWER_MS = 30_000;
/** Keeps the connection and Chrome's worker alive: a worker dies after 30 s without an event. */
const HEARTBEAT_MS = 20_000;

const errorSchema = z.object({ errorCode: z.string() });

export interface GatewayDeps extends Pick<Clock, "sleep"> {
  readonly limiter: RateLimiter;
}

/** RingCentral's protocol on one socket: frames, requests with their answers, heartbeats. Ends with the signal. */
export function createGateway(
  socket: FrameSocket,
  { sleep, limiter }: GatewayDeps,
  signal: AbortSignal,
) {
  const asked = new Map<string, (frame: Frame) => void>();
  let messageIds = 0;
  let heard = 0;

  const inTime = async <T>(work: Promise<T>): Promise<T> => {
    const done = new AbortController();
    const late = sleep(ANSWER_MS, AbortSignal.any([signal, done.signal])).then(() => {
      throw new Failure("timed-out", { detail: "socket" });
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      done.abort();
      late.catch(toFailure);
    }
  };

  const next = async (): Promise<Frame> => {
    const frame = readFrame(await socket.next());
    if (!frame) throw new Failure("malformed-answer", { detail: "frame" });
    if (frame.type === "Error") {
      const errorCode = errorSchema.safeParse(frame.body).data?.errorCode ?? "unknown";
      throw new Failure("server-error", { detail: `socket ${errorCode}` });
    }
    heard++;
    if (frame.messageId !== undefined) asked.get(frame.messageId)?.(frame);
    return frame;
  };

  /** Sends a frame and gives the one that comes back with its id; somebody must be reading meanwhile. */
  const ask = async (meta: Record<string, unknown>, ...body: unknown[]): Promise<Frame> => {
    const messageId = `u${++messageIds}`;
    const answer = new Promise<Frame>((resolve) => asked.set(messageId, resolve));
    socket.send([{ ...meta, messageId }, ...body]);
    try {
      return await inTime(abortable(answer, signal));
    } finally {
      asked.delete(messageId);
    }
  };

  return {
    next,
    /** How many frames have come. */
    heard: (): number => heard,
    /** @throws Failure when the server does not begin with ConnectionDetails */
    details: async (): Promise<Frame> => {
      const first = await inTime(next());
      if (first.type === "ConnectionDetails") return first;
      throw new Failure("malformed-answer", { detail: "no ConnectionDetails" });
    },
    /** When it is answered, everything that the server sent before has been read. */
    echo: (): Promise<Frame> => ask({ type: "Heartbeat" }),
    /** A request as over HTTP, within the same rate limits; gives the body of a success. */
    request: async (
      group: RateGroup,
      method: string,
      path: string,
      ...body: unknown[]
    ): Promise<unknown> => {
      const leave = await limiter.leave({ group }, signal);
      const frame = await ask({ type: "ClientRequest", method, path }, ...body).catch((error) => {
        leave.lost();
        throw error;
      });
      const status = frame.status ?? 0;
      const retryAt = await leave.answered(status, headersOf(frame));
      if (status >= 200 && status < 300) return frame.body;
      const facts = readErrorBody(JSON.stringify(frame.body) ?? "");
      throw failureOf(status, facts, retryAt ?? undefined);
    },
    /** Beats for ever. A server that stays silent for a whole beat is gone. */
    beat: async (): Promise<never> => {
      for (;;) {
        const before = heard;
        socket.send([{ type: "Heartbeat", messageId: `u${++messageIds}` }]);
        await sleep(HEARTBEAT_MS, signal);
        if (heard === before) throw new Failure("timed-out", { detail: "heartbeat" });
      }
    },
  };
}

export type Gateway = ReturnType<typeof createGateway>;
