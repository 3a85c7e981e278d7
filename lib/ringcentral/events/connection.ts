import { z } from "zod";
import { abortable } from "../../abortable.ts";
import { Failure, toFailure } from "../../failure.ts";
import { failureOf, readErrorBody } from "../errors.ts";
import type { Http } from "../http.ts";
import type { RateGroup } from "../rate-limit-state.ts";
import type { Clock, RateLimiter } from "../rate-limiter.ts";
import type { RecordBatch } from "../types.ts";
import { type FrameSocket, frameSocket } from "./frame-socket.ts";
import { type Frame, headersOf, readFrame, type SessionContext } from "./frames.ts";
import { type LiveContext, newer } from "./live-context.ts";
import { CONSENTS_FILTER, concernsConsents, readNotification } from "./notification.ts";
import type { LivePorts } from "./types.ts";

/** How long the server may take for its first frame and for an answer. */
const ANSWER_MS = 30_000;
/** Keeps the connection and Chrome's worker alive: a worker dies after 30 s without an event. */
const HEARTBEAT_MS = 20_000;
/** How often the subscription itself is looked at: it may be gone while its socket lives on. */
const CHECK_MS = 600_000;
/** Of the Auth group's few requests a minute, for logins and token refreshes. */
export const AUTH_SPARE = 1;
const SUBSCRIPTION = "/restapi/v1.0/subscription";

const tokenSchema = z.object({
  uri: z.string().regex(/^(?:wss:\/\/|ws:\/\/(?:127\.0\.0\.1|localhost|\[::1\])[:/])/),
  ws_access_token: z.string().min(1),
});
const detailsSchema = z.object({
  recoveryState: z.string().optional().catch(undefined),
  recoveryBufferSize: z.number().catch(100),
});
const subscriptionSchema = z.object({
  id: z.string().min(1),
  status: z.string().optional().catch(undefined),
  eventFilters: z.array(z.string()).catch([]),
  disabledFilters: z
    .array(z.object({ filter: z.string(), reason: z.string().optional().catch(undefined) }))
    .nullish()
    .catch(undefined),
});
const socketErrorSchema = z.object({ errorCode: z.string().catch("unknown") });

export interface ConnectionDeps extends LivePorts, Pick<Clock, "now" | "sleep"> {
  readonly http: Http;
  readonly limiter: RateLimiter;
  readonly liveContext: LiveContext;
}

/**
 * One connection from its token to its end, which it rejects with. Calls `onLive`
 * once all that was missed has been handed on.
 */
export async function runConnection(
  deps: ConnectionDeps,
  account: string,
  missedBefore: boolean,
  onLive: () => void,
  aborted: AbortSignal,
): Promise<never> {
  const { http, limiter, liveContext, sleep } = deps;
  const stop = new AbortController();
  const signal = AbortSignal.any([aborted, stop.signal]);

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

  const recoverable = await liveContext.load(account);
  const request = {
    method: "POST",
    path: "/restapi/oauth/wstoken",
    group: "auth",
    body: {},
    tries: 1,
    spare: AUTH_SPARE,
  } as const;
  const { uri, ws_access_token } = await http.json(request, tokenSchema, signal);
  const address = new URL(uri);
  address.searchParams.set("access_token", ws_access_token);
  if (recoverable) address.searchParams.set("wsc", recoverable.token);

  const socket: FrameSocket = frameSocket(deps.openSocket(address.href), signal);
  const answers = new Map<string, (frame: Frame) => void>();
  let context: SessionContext | null = null;
  let subscriptionId = recoverable?.subscriptionId ?? null;
  let messageIds = 0;
  let heard = 0;
  let notified = 0;
  /** All that the server has told so far has been handed on. */
  let settled = false;

  const nextFrame = async (): Promise<Frame> => {
    const frame = readFrame(await socket.next());
    if (!frame) throw new Failure("malformed-answer", { detail: "frame" });
    if (frame.type === "Error") {
      const { errorCode } = socketErrorSchema.catch({ errorCode: "unknown" }).parse(frame.body);
      throw new Failure("server-error", { detail: `socket ${errorCode}` });
    }
    heard++;
    return frame;
  };

  /** Sends a frame and gives the one that comes back with its id. */
  const ask = async (meta: Record<string, unknown>, ...body: unknown[]): Promise<Frame> => {
    const messageId = `u${++messageIds}`;
    const answer = new Promise<Frame>((resolve) => answers.set(messageId, resolve));
    socket.send([{ ...meta, messageId }, ...body]);
    try {
      return await inTime(abortable(answer, signal));
    } finally {
      answers.delete(messageId);
    }
  };

  /** A request as over HTTP, within the same rate limits. */
  const call = async (
    group: RateGroup,
    method: string,
    path: string,
    ...body: unknown[]
  ): Promise<Frame> => {
    const leave = await limiter.leave({ group }, signal);
    const frame = await ask({ type: "ClientRequest", method, path }, ...body).catch((error) => {
      leave.lost();
      throw error;
    });
    const status = frame.status ?? 0;
    const retryAt = await leave.answered(status, headersOf(frame));
    if (status >= 200 && status < 300) return frame;
    throw failureOf(status, readErrorBody(JSON.stringify(frame.body) ?? ""), retryAt ?? undefined);
  };

  const remember = async (settled: boolean): Promise<void> => {
    if (!context || !subscriptionId) return;
    await liveContext.save({ account, subscriptionId, settled, ...context });
  };

  const subscribe = async (): Promise<void> => {
    const filters = {
      eventFilters: [CONSENTS_FILTER],
      deliveryMode: { transportType: "WebSocket" },
    };
    const { body } = await call("medium", "POST", SUBSCRIPTION, filters);
    const parsed = subscriptionSchema.safeParse(body);
    if (!parsed.success) throw new Failure("malformed-answer", { detail: "subscription" });
    const { id, eventFilters, disabledFilters } = parsed.data;
    const disabled = disabledFilters?.find(({ filter }) => concernsConsents(filter));
    if (disabled || !eventFilters.some(concernsConsents)) {
      const detail = `consent events: ${disabled?.reason ?? "filter not accepted"}`;
      throw new Failure("user-permission-missing", { detail });
    }
    subscriptionId = id;
    settled = true;
    await remember(settled);
    // What happened before this moment was told to nobody.
    deps.onGap();
  };

  const stillSubscribed = async (): Promise<boolean> => {
    try {
      const { body } = await call("light", "GET", `${SUBSCRIPTION}/${subscriptionId}`);
      const { status } = subscriptionSchema.catch({ id: "", eventFilters: [] }).parse(body);
      return status === undefined || status === "Active";
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code !== "not-found" || failure.detail?.includes("CMN-120")) return true;
      return false;
    }
  };

  const handle = async (frame: Frame): Promise<void> => {
    context = newer(context, frame.wsc);
    if (frame.messageId !== undefined) answers.get(frame.messageId)?.(frame);
    if (frame.type === "ServerNotification" && subscriptionId) {
      notified++;
      await tell(readNotification(frame.body, subscriptionId));
    }
    await remember(settled);
  };

  const tell = async (batch: RecordBatch | null): Promise<void> => {
    if (!batch) return;
    if (batch.records.length > 0) {
      await remember(false);
      await deps.onChanges(batch.records);
    }
    if (batch.malformed > 0) deps.onGap();
  };

  const read = async (): Promise<never> => {
    for (;;) await handle(await nextFrame());
  };

  /** A server that stays silent for a whole beat is gone. */
  const beat = async (): Promise<never> => {
    for (;;) {
      const before = heard;
      socket.send([{ type: "Heartbeat", messageId: `u${++messageIds}` }]);
      await sleep(HEARTBEAT_MS, signal);
      if (heard === before) throw new Failure("timed-out", { detail: "heartbeat" });
    }
  };

  const check = async (): Promise<never> => {
    for (;;) {
      await sleep(CHECK_MS, signal);
      if (!(await stillSubscribed())) await subscribe();
    }
  };

  const live = async (recovered: boolean, bufferSize: number): Promise<never> => {
    if (recovered) {
      // Replayed notifications come before the echo. A full buffer may have lost older ones.
      await ask({ type: "Heartbeat" });
      if (missedBefore || !recoverable?.settled || notified >= bufferSize) deps.onGap();
      settled = true;
      await remember(settled);
    } else {
      await subscribe();
    }
    onLive();
    return Promise.race([beat(), check()]);
  };

  try {
    const first = await inTime(nextFrame());
    if (first.type !== "ConnectionDetails") {
      throw new Failure("malformed-answer", { detail: "no ConnectionDetails" });
    }
    const details = detailsSchema.catch({ recoveryBufferSize: 100 }).parse(first.body);
    const recovered = recoverable !== null && details.recoveryState === "Successful";
    // Whatever its sequence: it begins a new count.
    context = first.wsc ?? null;
    if (recovered) await remember(settled);
    else {
      subscriptionId = null;
      await liveContext.forget();
    }
    return await Promise.race([read(), live(recovered, details.recoveryBufferSize)]);
  } catch (error) {
    const failure = aborted.aborted ? new Failure("aborted", { cause: error }) : toFailure(error);
    // A context that the server cannot read would end every connection in the same way.
    if (recoverable && heard === 0 && failure.code === "server-error") await liveContext.forget();
    throw failure;
  } finally {
    stop.abort();
    socket.close(new Failure("aborted"));
  }
}
