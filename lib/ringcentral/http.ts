import type { z } from "zod";
import { Failure, type FailureCode, toFailure } from "../failure.ts";
import { failureOf, parseJson, readErrorBody } from "./errors.ts";
import { type Clock, createRateLimiter, type RateGroup } from "./rate-limiter.ts";
import type { TokenSession } from "./session.ts";

export interface HttpPorts extends Clock {
  readonly fetch: typeof globalThis.fetch;
  /** In [0, 1). */
  readonly random: () => number;
  readonly session: TokenSession;
  /** `Name/1.2.3`, sent as X-User-Agent: browsers do not let User-Agent be set. */
  readonly userAgent: string;
}

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PATCH";
  readonly path: string;
  readonly group: RateGroup;
  /** Arrays become repeated keys. */
  readonly query?: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  readonly body?: unknown;
  readonly accept?: string;
}

const FIRST_RETRY_MS = 2000;
const LONGEST_RETRY_MS = 60_000;
const TRIES = 5;
const RETRIED: ReadonlySet<FailureCode> = new Set(["server-error", "offline"]);

/** `+` must arrive as %2B, which URLSearchParams sees to. */
export function queryString(query: HttpRequest["query"]): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined) continue;
    for (const item of Array.isArray(value) ? value : [value]) search.append(name, String(item));
  }
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}

/** Requests to RingCentral: authorised, within the rate limits, repeated where that helps, named when they fail. */
export function createHttp(ports: HttpPorts) {
  const { fetch, now, sleep, random, session, userAgent } = ports;
  const limiter = createRateLimiter(ports);

  const once = async (
    request: HttpRequest,
    token: string,
    serverUrl: string,
    signal: AbortSignal,
  ): Promise<Response> => {
    await limiter.wait(request.group, signal);
    const response = await send(`${serverUrl}${request.path}${queryString(request.query)}`, {
      method: request.method,
      headers: {
        Authorization: `Bearer ${token}`,
        Accept: request.accept ?? "application/json",
        "X-User-Agent": userAgent,
        ...(request.body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      signal,
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    });
    const penaltyEnd = limiter.learn(request.group, response.status, response.headers);
    if (response.ok) return response;
    const facts = readErrorBody(await response.text());
    throw failureOf(response.status, facts, penaltyEnd ?? retryAfter(response.headers));
  };

  const send = async (url: string, init: RequestInit): Promise<Response> => {
    try {
      return await fetch(url, init);
    } catch (error) {
      if (error instanceof TypeError) throw new Failure("offline", { cause: error });
      throw toFailure(error);
    }
  };

  const retryAfter = (headers: Headers): number | undefined => {
    const seconds = Number(headers.get("Retry-After") ?? Number.NaN);
    return Number.isFinite(seconds) ? now() + seconds * 1000 : undefined;
  };

  const authorised = async (request: HttpRequest, signal: AbortSignal): Promise<Response> => {
    const info = await session.info();
    if (!info) throw new Failure("signed-out");
    const token = await session.accessToken(signal);
    try {
      return await once(request, token, info.serverUrl, signal);
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code !== "signed-out") throw failure;
      return once(request, await session.renew(token, signal), info.serverUrl, signal);
    }
  };

  const delayFor = (tries: number, failure: Failure): number => {
    if (failure.retryAt !== undefined) return Math.max(0, failure.retryAt - now());
    const full = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (tries - 1));
    return full * (0.75 + random() / 4);
  };

  const response = async (request: HttpRequest, signal: AbortSignal): Promise<Response> => {
    for (let tries = 1; ; tries++) {
      try {
        return await authorised(request, signal);
      } catch (error) {
        const failure = toFailure(error);
        if (!RETRIED.has(failure.code) || tries >= TRIES) throw failure;
        await sleep(delayFor(tries, failure), signal);
      }
    }
  };

  return {
    response,
    /** @throws Failure `malformed-answer` when the answer does not have the schema's shape */
    json: async <T>(
      request: HttpRequest,
      schema: z.ZodType<T>,
      signal: AbortSignal,
    ): Promise<T> => {
      const answer = await response(request, signal);
      const parsed = schema.safeParse(parseJson(await answer.text()));
      if (parsed.success) return parsed.data;
      const path = parsed.error.issues[0]?.path.join(".") ?? "";
      throw new Failure("malformed-answer", { detail: `${request.path} ${path}`.trim() });
    },
    retryAt: limiter.retryAt,
  };
}

export type Http = ReturnType<typeof createHttp>;
