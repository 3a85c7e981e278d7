import { abortable } from "../abortable.ts";
import { Failure, toFailure } from "../failure.ts";
import { retryAfterMs } from "./rate-headers.ts";
import type { RateLimiter, Usage } from "./rate-limiter.ts";

export interface SenderPorts {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
  readonly limiter: RateLimiter;
  /** `Name/1.2.3`, sent as X-User-Agent: browsers do not let User-Agent be set. */
  readonly userAgent: string;
  /** How long an answer may take to begin; 30 s unless told. Chrome ends a worker whose answer takes longer. */
  readonly answerTimeoutMs?: number;
}

export interface Answer {
  readonly response: Response;
  /** Epoch ms; null when the server did not say when to come again. */
  readonly retryAt: number | null;
  /** Reads the body; its failures have names too. */
  text(): Promise<string>;
}

const ANSWER_TIMEOUT_MS = 30_000;

/** What fetch and the reading of a body throw, named. */
export function nameNetworkError(error: unknown, signal: AbortSignal): Failure {
  if (signal.aborted) return new Failure("aborted", { cause: error });
  if (error instanceof TypeError) return new Failure("offline", { cause: error });
  return toFailure(error);
}

/** One request within the rate limits: every way to the server goes through here, with or without a session. */
export function createSender({ fetch, now, limiter, userAgent, ...options }: SenderPorts) {
  const timeoutMs = options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS;

  return async (
    usage: Usage,
    url: string,
    init: RequestInit & { readonly headers: Readonly<Record<string, string>> },
    signal: AbortSignal,
  ): Promise<Answer> => {
    const timeout = new AbortController();

    /** A step that a silent server cannot hold up for ever. */
    const inTime = async <T>(step: Promise<T>): Promise<T> => {
      const stop = (): void => timeout.abort(new DOMException("no answer", "TimeoutError"));
      const timer = setTimeout(stop, timeoutMs);
      try {
        return await abortable(step, timeout.signal);
      } catch (error) {
        if (timeout.signal.aborted) throw new Failure("timed-out", { cause: error });
        throw nameNetworkError(error, signal);
      } finally {
        clearTimeout(timer);
      }
    };

    const request: RequestInit = {
      ...init,
      headers: { ...init.headers, "X-User-Agent": userAgent },
      // Consents must never come from a cache, nor a request carry anybody's cookies.
      cache: "no-store",
      credentials: "omit",
      signal: AbortSignal.any([signal, timeout.signal]),
    };

    const leave = await limiter.leave(usage, signal).catch((error: unknown) => {
      throw nameNetworkError(error, signal);
    });
    const response = await inTime(fetch(url, request)).catch((error: unknown) => {
      leave.lost();
      throw error;
    });
    const penaltyEnd = await leave.answered(response.status, response.headers);
    const retryMs = retryAfterMs(response.headers, now());
    return {
      response,
      retryAt: penaltyEnd ?? (retryMs === null ? null : now() + retryMs),
      text: () => inTime(response.text()),
    };
  };
}

export type Send = ReturnType<typeof createSender>;
