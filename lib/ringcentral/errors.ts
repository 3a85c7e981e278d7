import { z } from "zod";
import { Failure, type FailureCode } from "../failure.ts";

const text = z.string().optional().catch(undefined);
const errorItem = z.object({ errorCode: text, permissionName: text, parameterName: text });
const errorBody = errorItem.extend({
  errors: z.array(errorItem).optional().catch(undefined),
  error: text,
});

export interface ErrorFacts {
  /** RingCentral's own code, from `errors[0]` or the top level; both shapes exist. */
  readonly errorCode?: string;
  readonly permissionName?: string;
  readonly parameterName?: string;
  /** OAuth's own word (RFC 6749). */
  readonly oauthError?: string;
}

/** RingCentral's answer to a request that it did not fulfil. */
export class RefusedRequest extends Failure {
  readonly status: number;
  readonly errorCode: string | undefined;

  constructor(code: FailureCode, status: number, facts: ErrorFacts, retryAt?: number) {
    const { errorCode, oauthError, permissionName, parameterName } = facts;
    const detail = [status, oauthError, errorCode, permissionName ?? parameterName]
      .filter((part) => part !== undefined)
      .join(" ");
    super(code, { detail, ...(retryAt === undefined ? {} : { retryAt }) });
    this.status = status;
    this.errorCode = errorCode;
  }
}

export function readErrorBody(body: string): ErrorFacts {
  const parsed = errorBody.safeParse(parseJson(body));
  if (!parsed.success) return {};
  const { errors, error, ...top } = parsed.data;
  const [first] = errors ?? [];
  const facts = {
    errorCode: first?.errorCode ?? top.errorCode,
    permissionName: first?.permissionName ?? top.permissionName,
    parameterName: first?.parameterName ?? top.parameterName,
    oauthError: error,
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const OF_RINGCENTRAL =
  /^(?:[A-Z]{2,5}-\d{2,4}|InsufficientPermissions|AccessDenied|FeatureNotAvailable)$/;

/** A 403 without a code of RingCentral's is the word of a proxy or firewall in front of it. */
function refusalOf(errorCode: string): FailureCode {
  if (!OF_RINGCENTRAL.test(errorCode)) return "blocked-on-the-way";
  if (errorCode === "CMN-401") return "app-permission-missing";
  // An invalid value, or too many subscriptions: nobody's permission would help.
  return /^(?:CMN-101|SUB-505)$/.test(errorCode) ? "bad-request" : "user-permission-missing";
}

/** Decided by status and code, never by the message, which may be localised. */
function codeOf(status: number, { errorCode = "" }: ErrorFacts): FailureCode {
  switch (status) {
    case 401:
      return "signed-out";
    case 403:
      return refusalOf(errorCode);
    case 404:
    case 405:
    case 501:
      return "not-found";
    case 408:
      return "timed-out";
    case 429:
      return "rate-limited";
    case 503:
      return /^(?:CMN-211|MaintenanceMode)$/.test(errorCode) ? "maintenance" : "server-error";
    default:
      return status >= 500 ? "server-error" : "bad-request";
  }
}

/** Names an answer that is no success. `retryAt` in epoch ms. */
export const failureOf = (status: number, facts: ErrorFacts, retryAt?: number): RefusedRequest =>
  new RefusedRequest(codeOf(status, facts), status, facts, retryAt);
