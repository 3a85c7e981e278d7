import { z } from "zod";
import { Failure, type FailureCode, toFailure } from "../failure.ts";
import { parseJson, readErrorBody } from "./errors.ts";

const tokenSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.number().positive().catch(3600),
  refresh_token_expires_in: z.number().positive().optional().catch(undefined),
  owner_id: z.string().optional().catch(undefined),
});

export type TokenAnswer = z.infer<typeof tokenSchema>;

const LOGIN_CODES: Readonly<Record<string, FailureCode>> = {
  "OAU-109": "redirect-mismatch",
  "OAU-113": "redirect-mismatch",
  "OAU-146": "client-unknown",
  "OAU-153": "client-unknown",
};

const OAUTH_WORDS: Readonly<Record<string, FailureCode>> = {
  invalid_client: "client-unknown",
  unauthorized_client: "client-unknown",
  access_denied: "login-refused",
  redirect_uri_mismatch: "redirect-mismatch",
};

/** The name of a refusal by the login or the token endpoint. */
export const loginFailure = (oauthError: string | undefined, errorCode?: string): FailureCode =>
  LOGIN_CODES[errorCode ?? ""] ?? OAUTH_WORDS[oauthError ?? ""] ?? "session-ended";

/** POST of a form, as a public client: its id in the body, no Authorization header. */
export async function postForm(
  fetch: typeof globalThis.fetch,
  url: string,
  fields: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly text: string; readonly headers: Headers }> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(fields),
      signal,
    });
    return { status: response.status, text: await response.text(), headers: response.headers };
  } catch (error) {
    if (error instanceof TypeError) throw new Failure("offline", { cause: error });
    throw toFailure(error);
  }
}

/** @throws Failure `session-ended` (or a login's own name) only where the token endpoint itself refuses */
export function readTokens(status: number, text: string): TokenAnswer {
  if (status === 429) throw new Failure("rate-limited", { detail: "token endpoint" });
  if (status >= 500) throw new Failure("server-error", { detail: `token endpoint ${status}` });
  if (status >= 400) {
    const { errorCode, oauthError } = readErrorBody(text);
    const detail = [status, oauthError, errorCode].filter(Boolean).join(" ");
    throw new Failure(loginFailure(oauthError, errorCode), { detail });
  }
  const parsed = tokenSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new Failure("malformed-answer", { detail: "token endpoint" });
  return parsed.data;
}
