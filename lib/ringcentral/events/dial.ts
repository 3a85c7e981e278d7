import { z } from "zod";
import type { Http } from "../http.ts";

/** Of the Auth group's few requests a minute, for logins and token refreshes. */
export const AUTH_SPARE = 1;

/** Only an encrypted address, but for a server on this machine. */
const SOCKET_URI = /^(?:wss:\/\/|ws:\/\/(?:127\.0\.0\.1|localhost|\[::1\])[:/])/;

const tokenSchema = z.object({
  uri: z.string().refine((uri) => SOCKET_URI.test(uri) && URL.canParse(uri)),
  ws_access_token: z.string().min(1),
});

/** The address of a socket, for one use within half a minute; with the token of a lost connection that is to be recovered. */
export async function socketAddress(
  http: Http,
  recover: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  const { uri, ws_access_token } = await http.json(
    {
      method: "POST",
      path: "/restapi/oauth/wstoken",
      group: "auth",
      body: {},
      tries: 1,
      spare: AUTH_SPARE,
    },
    tokenSchema,
    signal,
  );
  const address = new URL(uri);
  address.searchParams.set("access_token", ws_access_token);
  if (recover !== undefined) address.searchParams.set("wsc", recover);
  return address.href;
}
