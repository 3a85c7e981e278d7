import { browser } from "wxt/browser";

/** The redirect URI that the RingCentral app must have registered, to the letter. */
export const redirectUri = (): string => browser.identity.getRedirectURL();

/** Opens the login and gives the URL that it ended on; rejects when the person closes it. */
export async function launchLogin(url: string): Promise<string> {
  const end = await browser.identity.launchWebAuthFlow({ url, interactive: true });
  if (!end) throw new Error("the login window was closed");
  return end;
}
