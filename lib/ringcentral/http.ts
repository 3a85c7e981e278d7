import type { z } from "zod";
import { Failure, type FailureCode, toFailure } from "../failure.ts";
import { failureOf, parseJson, readErrorBody } from "./errors.ts";
import type { RateGroup } from "./rate-limit-state.ts";
import type { Clock } from "./rate-limiter.ts";
import type { Answer, Send } from "./sender.ts";
import type { TokenSession } from "./session.ts";

export interface HttpPorts extends Clock {
  /** In [0, 1). */
  readonly random: () => number;
  readonly session: TokenSession;
  readonly send: Send;
}

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PATCH";
  readonly path: string;
  readonly group: RateGroup;
  /** Arrays become repeated keys. */
  readonly query?: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  readonly body?: unknown;
  readonly accept?: string;
  /** 5 unless told. */
  readonly tries?: number;
  /** How much of the group's window to leave for others; such a request lets others pass. */
  readonly spare?: number;
  /** The method that is meant, where a proxy lets only POST through. */
  readonly override?: "PATCH";
}

const FIRST_RETRY_MS = 2000;
const LONGEST_RETRY_MS = 60_000;
const TRIES = 5;
const RETRIED: ReadonlySet<FailureCode> = new Set([
  "server-error",
  "maintenance",
  "offline",
  "timed-out",
]);

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

const headersOf = (request: HttpRequest, token: string): Record<string, string> => ({
  Authorization: `Bearer ${token}`,
  Accept: request.accept ?? "application/json",
  ...(request.body === undefined ? {} : { "Content-Type": "application/json" }),
  ...(request.override === undefined ? {} : { "X-HTTP-Method-Override": request.override }),
});

/** Requests to RingCentral: authorised, within the rate limits, repeated where that helps, named when they fail. */
export function createHttp({ now, sleep, random, session, send }: HttpPorts) {
  const once = async (
    request: HttpRequest,
    token: string,
    serverUrl: string,
    signal: AbortSignal,
  ): Promise<Answer> => {
    const answer = await send(
      { group: request.group, ...(request.spare === undefined ? {} : { spare: request.spare }) },
      `${serverUrl}${request.path}${queryString(request.query)}`,
      {
        method: request.method,
        headers: headersOf(request, token),
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      },
      signal,
    );
    const { status, ok } = answer.response;
    if (ok) return answer;
    throw failureOf(status, readErrorBody(await answer.text()), answer.retryAt ?? undefined);
  };

  const authorised = async (request: HttpRequest, signal: AbortSignal): Promise<Answer> => {
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

  /** Repeats what fails by a fault that passes. Who must wait for longer than a minute is told until when instead. */
  const repeated = async <T>(
    { tries: most = TRIES }: HttpRequest,
    attempt: () => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> => {
    for (let tries = 1; ; tries++) {
      try {
        return await attempt();
      } catch (error) {
        const failure = signal.aborted
          ? new Failure("aborted", { cause: error })
          : toFailure(error);
        const delay = delayFor(tries, failure);
        const repeatable = RETRIED.has(failure.code) && delay <= LONGEST_RETRY_MS;
        if (!repeatable || tries >= most) throw failure;
        await sleep(delay, signal).catch((reason: unknown) => {
          throw new Failure("aborted", { cause: reason });
        });
      }
    }
  };

  return {
    /** An answer whose body is still to come; its reader sees to what breaks off. */
    response: async (request: HttpRequest, signal: AbortSignal): Promise<Response> =>
      (await repeated(request, () => authorised(request, signal), signal)).response,
    /** @throws Failure `malformed-answer` when the answer does not have the schema's shape */
    json: async <T>(
      request: HttpRequest,
      schema: z.ZodType<T>,
      signal: AbortSignal,
    ): Promise<T> => {
      const body = await repeated(
        request,
        async () => {
          const answer = await authorised(request, signal);
          return answer.response.status === 204 ? "{}" : answer.text();
        },
        signal,
      );
      const parsed = schema.safeParse(parseJson(body));
      if (parsed.success) return parsed.data;
      const path = parsed.error.issues[0]?.path.join(".") ?? "";
      throw new Failure("malformed-answer", { detail: `${request.path} ${path}`.trim() });
    },
  };
}

export type Http = ReturnType<typeof createHttp>;
