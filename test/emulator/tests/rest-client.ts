import type { Emulator } from "../emulator.ts";

export const CONSENTS = "/restapi/v2/accounts/~/sms/consents";
export const EXTENSION = "/restapi/v1.0/account/~/extension/~";
export const SUPPORT = "+16505550101";
export const SALES = "+16505550102";
export const TOLL_FREE = "+18005550104";
export const ADA = "+14155550123";
export const BEN = "+14155550124";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON, or the text. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into it as it likes
  readonly body: any;
}

export interface RestOptions {
  /** An access token; without one somebody signs in. */
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks the emulator as any client would. */
export async function ask(
  emulator: Emulator,
  method: string,
  path: string,
  { token = emulator.signIn().access, body, headers = {} }: RestOptions = {},
): Promise<Answer> {
  const answer = await fetch(emulator.url + path, {
    method,
    redirect: "manual",
    headers: {
      Authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get("Content-Type")?.includes("json") ?? false;
  return {
    status: answer.status,
    headers: answer.headers,
    body: isJson ? JSON.parse(text) : text,
  };
}

/** Signed in once, for many requests. */
export function signedIn(emulator: Emulator, who?: Parameters<Emulator["signIn"]>[0]) {
  const token = emulator.signIn(who).access;
  return (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
    ask(emulator, method, path, { token, body, ...(headers ? { headers } : {}) });
}

/** A body of the token endpoint. */
export const postForm = async (
  emulator: Emulator,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
) => {
  const answer = await fetch(emulator.url + path, {
    method: "POST",
    headers,
    body: new URLSearchParams(fields),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text === "" ? null : JSON.parse(text),
  };
};
