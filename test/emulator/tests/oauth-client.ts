import { createHash } from "node:crypto";
import type { Emulator } from "../emulator.ts";
import { CLIENT_ID, REDIRECT_URIS } from "../oauth.ts";
import { postForm } from "./rest-client.ts";

export const VERIFIER = "verifier-of-a-test-with-at-least-43-characters";
export const REDIRECT = REDIRECT_URIS[0] ?? "";

type Fields = Readonly<Record<string, string | undefined>>;

const filled = (fields: Fields): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined),
  );

/** Opens the login page; `undefined` leaves a parameter out. */
export async function openLogin(emulator: Emulator, change: Fields = {}) {
  const query = new URLSearchParams(
    filled({
      response_type: "code",
      client_id: CLIENT_ID,
      redirect_uri: REDIRECT,
      state: "s1",
      code_challenge: createHash("sha256").update(VERIFIER).digest("base64url"),
      code_challenge_method: "S256",
      ...change,
    }),
  );
  const answer = await fetch(`${emulator.url}/restapi/oauth/authorize?${query}`, {
    redirect: "manual",
  });
  const location = answer.headers.get("Location");
  return {
    status: answer.status,
    text: await answer.text(),
    back: location === null ? null : new URL(location),
  };
}

export const codeOf = async (emulator: Emulator, change: Fields = {}): Promise<string> =>
  (await openLogin(emulator, change)).back?.searchParams.get("code") ?? "";

export const exchange = (
  emulator: Emulator,
  code: string,
  change: Fields = {},
  headers: Record<string, string> = {},
) =>
  postForm(
    emulator,
    "/restapi/oauth/token",
    filled({
      grant_type: "authorization_code",
      code,
      redirect_uri: REDIRECT,
      client_id: CLIENT_ID,
      code_verifier: VERIFIER,
      ...change,
    }),
    headers,
  );

export const refresh = (emulator: Emulator, token: string, clientId = CLIENT_ID) =>
  postForm(emulator, "/restapi/oauth/token", {
    grant_type: "refresh_token",
    refresh_token: token,
    client_id: clientId,
  });
