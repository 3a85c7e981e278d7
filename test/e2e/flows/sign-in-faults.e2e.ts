import { CLIENT_ID } from "../../emulator/oauth.ts";
import { openOptions, press, textOf, waitForText } from "../../support/agent.ts";
import type { TestBrowser, TestPage } from "../../support/test-browser.ts";
import { expect, test } from "./test.ts";

/** The window that the browser has opened for the login. */
async function loginPage(browser: TestBrowser): Promise<TestPage> {
  const find = async (): Promise<TestPage | undefined> =>
    (await browser.pages()).find((page) => page.url().includes("/oauth/authorize"));
  await expect.poll(find).toBeDefined();
  const page = await find();
  if (!page) throw new Error("the login page has gone");
  return page;
}

test("says what is wrong with a sign-in, and signs in when it is right", async ({
  guarded,
  emulator,
}) => {
  const { page, enterAccount, connect } = await openOptions(guarded);
  const refused = async (sentence: string): Promise<void> => {
    await press(page, "Connect");
    await waitForText(page, sentence);
    expect(await textOf(page)).toContain("Not signed in");
  };

  await test.step("an address that is none", async () => {
    await enterAccount("http://platform.ringcentral.com/restapi", CLIENT_ID);
    await refused("Enter a server address that starts with https://");
  });
  await test.step("no client id", async () => {
    await enterAccount(emulator.url, " ");
    await refused("Enter the client ID of your company's RingCentral app.");
  });
  await test.step("a person who does not allow it", async () => {
    emulator.setSwitches({ login: "refuse" });
    await enterAccount(emulator.url, CLIENT_ID);
    await refused("RingCentral refused the sign-in.");
  });
  await test.step("an answer to somebody else's question", async () => {
    emulator.setSwitches({ login: "wrong-state" });
    await refused("The sign-in answer did not match our question");
    expect(emulator.log().filter(({ path }) => path.endsWith("/oauth/token"))).toEqual([]);
  });
  await test.step("a client id that the server does not know", async () => {
    emulator.setSwitches({ login: "grant" });
    await enterAccount(emulator.url, "somebody-else");
    // Chromium opens no login page that is an error; Firefox shows what the server says of it.
    if (guarded.kind === "chromium") {
      await refused("RingCentral's sign-in page could not be opened.");
      return;
    }
    await press(page, "Connect");
    const login = await loginPage(guarded);
    expect(await textOf(login)).toContain("OAU-146");
    await login.close();
    await waitForText(page, "Sign-in was closed before it finished.");
  });
  await test.step("nothing", async () => {
    await enterAccount(emulator.url, CLIENT_ID);
    await connect();
    await waitForText(page, "Dana Agent");
    expect(await textOf(page)).not.toContain("Sign-in was closed");
  });
});
