import { browser } from "wxt/browser";
import { Failure } from "../failure.ts";

/** The redirect URI that the RingCentral app must have registered, to the letter. */
export const redirectUri = (): string => browser.identity.getRedirectURL();

/** What Chromium says of a login page that it cannot reach, or that answers with an error (a client id unknown to the server); it has no code for either. */
const NOT_OPENED = /could not be loaded/i;

/** Opens the login and gives the URL that it ended on; rejects when the person closes it. */
export async function launchLogin(url: string): Promise<string> {
  const end = await browser.identity
    .launchWebAuthFlow({ url, interactive: true })
    .catch((error: unknown) => {
      if (!NOT_OPENED.test(String(error))) throw error;
      throw new Failure(navigator.onLine ? "login-page-failed" : "offline", { cause: error });
    });
  if (!end) throw new Error("the login window was closed");
  return end;
}
