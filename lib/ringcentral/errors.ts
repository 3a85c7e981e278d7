import { z } from "zod";
import { Failure } from "../failure.ts";

const errorItem = z.object({
  errorCode: z.string().optional().catch(undefined),
  permissionName: z.string().optional().catch(undefined),
  parameterName: z.string().optional().catch(undefined),
});
const errorBody = errorItem.extend({
  errors: z.array(errorItem).optional().catch(undefined),
  error: z.string().optional().catch(undefined),
});

export interface ErrorFacts {
  /** RingCentral's own code, from `errors[0]` or the top level; both shapes exist. */
  readonly errorCode?: string;
  readonly permissionName?: string;
  readonly parameterName?: string;
  /** OAuth's own word (RFC 6749). */
  readonly oauthError?: string;
}

export function readErrorBody(text: string): ErrorFacts {
  const parsed = errorBody.safeParse(parseJson(text));
  if (!parsed.success) return {};
  const body = parsed.data;
  const [first] = body.errors ?? [];
  const facts = {
    errorCode: first?.errorCode ?? body.errorCode,
    permissionName: first?.permissionName ?? body.permissionName,
    parameterName: first?.parameterName ?? body.parameterName,
    oauthError: body.error,
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Names an answer that is no success. Decided by status and code, never by the message, which may be localised. */
export function failureOf(status: number, facts: ErrorFacts, retryAt?: number): Failure {
  const detail = [status, facts.errorCode, facts.permissionName ?? facts.parameterName]
    .filter((part) => part !== undefined)
    .join(" ");
  const info = { detail, ...(retryAt === undefined ? {} : { retryAt }) };
  if (status === 401) return new Failure("signed-out", info);
  if (status === 403) {
    const app = facts.errorCode === "CMN-401";
    return new Failure(app ? "app-permission-missing" : "user-permission-missing", info);
  }
  if (status === 404 || status === 405) return new Failure("not-found", info);
  if (status === 429) return new Failure("rate-limited", info);
  if (status === 503 && /^(?:CMN-211|MaintenanceMode)$/.test(facts.errorCode ?? "")) {
    return new Failure("maintenance", info);
  }
  if (status >= 500) return new Failure("server-error", info);
  return new Failure("bad-request", info);
}
