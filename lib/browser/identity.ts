import { browser } from "wxt/browser";
import { Failure } from "../failure.ts";

/** The redirect URI that the RingCentral app must have registered, to the letter. */
export const redirectUri = (): string => browser.identity.getRedirectURL();

/** What Chromium says when it cannot reach the login page; it has no code for it. */
const UNREACHABLE = /could not be loaded/i;

/** Opens the login and gives the URL that it ended on; rejects when the person closes it. */
export async function launchLogin(url: string): Promise<string> {
  const end = await browser.identity
    .launchWebAuthFlow({ url, interactive: true })
    .catch((error: unknown) => {
      throw UNREACHABLE.test(String(error)) ? new Failure("offline", { cause: error }) : error;
    });
  if (!end) throw new Error("the login window was closed");
  return end;
}
