import { z } from "zod";
import { Failure, type FailureCode } from "../failure.ts";
import { type ErrorFacts, failureOf, parseJson, RefusedRequest, readErrorBody } from "./errors.ts";
import type { Send } from "./sender.ts";

const tokenSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  /** Seconds. */
  expires_in: z.number().positive().catch(3600),
  /** The extension id of the person. */
  owner_id: z
    .union([z.string().min(1), z.number()])
    .transform(String)
    .optional()
    .catch(undefined),
});

export type TokenAnswer = z.infer<typeof tokenSchema>;

const LOGIN_CODES: Readonly<Record<string, FailureCode>> = {
  "OAU-109": "redirect-mismatch",
  "OAU-113": "redirect-mismatch",
  "OAU-112": "client-unknown",
  "OAU-125": "client-unknown",
  "OAU-146": "client-unknown",
  "OAU-153": "client-unknown",
};

const OAUTH_WORDS: Readonly<Record<string, FailureCode>> = {
  invalid_client: "client-unknown",
  unauthorized_client: "client-unknown",
  access_denied: "login-refused",
  redirect_uri_mismatch: "redirect-mismatch",
};

/** The name of a refusal of a login, by the login page or the token endpoint. */
export const loginFailure = (oauthError: string | undefined, errorCode?: string): FailureCode =>
  LOGIN_CODES[errorCode ?? ""] ?? OAUTH_WORDS[oauthError ?? ""] ?? "login-refused";

export interface Form {
  readonly serverUrl: string;
  readonly path: "/restapi/oauth/token" | "/restapi/oauth/revoke";
  readonly fields: Readonly<Record<string, string>>;
}

/** A refusal that is RingCentral's own word about these credentials, and not that of a proxy on the way. */
const isVerdict = (status: number, { oauthError, errorCode }: ErrorFacts): boolean =>
  [400, 401].includes(status) ||
  (status < 500 && status !== 429 && (oauthError ?? errorCode ?? "") !== "");

/** POST of a form, as a public client: its id in the body, no Authorization header. */
export async function postForm(
  send: Send,
  { serverUrl, path, fields }: Form,
  signal: AbortSignal,
): Promise<string> {
  const answer = await send(
    { group: "auth" },
    `${serverUrl}${path}`,
    {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(fields),
    },
    signal,
  );
  const text = await answer.text();
  const { status, ok } = answer.response;
  if (ok) return text;
  const facts = readErrorBody(text);
  if (isVerdict(status, facts)) {
    throw new RefusedRequest(loginFailure(facts.oauthError, facts.errorCode), status, facts);
  }
  const named = [403, 429].includes(status) || status >= 500;
  throw named
    ? failureOf(status, facts, answer.retryAt ?? undefined)
    : new RefusedRequest("server-error", status, facts);
}

/** Codes with which the token endpoint itself ends a session; everything else passes. */
export const ENDS_SESSION: ReadonlySet<FailureCode> = new Set([
  "login-refused",
  "client-unknown",
  "redirect-mismatch",
]);

export async function requestTokens(
  send: Send,
  serverUrl: string,
  fields: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<TokenAnswer> {
  const text = await postForm(send, { serverUrl, path: "/restapi/oauth/token", fields }, signal);
  const parsed = tokenSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new Failure("malformed-answer", { detail: "token endpoint" });
  return parsed.data;
}
