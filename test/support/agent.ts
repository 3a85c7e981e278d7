import type { TestBrowser, TestPage } from "./test-browser.ts";

const inText = (text: string): boolean => document.body.innerText.includes(text);

/** Whether a page shows a text that a person can read. */
export const shows = (page: TestPage, text: string): Promise<boolean> =>
  page.evaluate(inText, text);
export const waitForText = (page: TestPage, text: string): Promise<void> =>
  page.waitFor(inText, text);
/** Everything on the screen. */
export const textOf = (page: TestPage): Promise<string> =>
  page.evaluate(() => document.body.innerText);

/** Types into a field in place of what is there. */
export async function fill(
  page: TestPage,
  field: string,
  text: string,
  role: "textbox" | "searchbox" = "textbox",
): Promise<void> {
  await page.click(page.named(role, field));
  await page.press("Control+a");
  await page.type(text);
}

export const press = (page: TestPage, button: string): Promise<void> =>
  page.click(page.named("button", button));

/** What a person does on our options page: by the names of its fields and buttons, and sure that each has worked. */
export async function openOptions(browser: TestBrowser) {
  const page = await browser.openOwnPage("options.html");
  await waitForText(page, "Account");

  const chosen = (): Promise<number> =>
    page.evaluate(() => document.querySelectorAll("td input[type=checkbox]:checked").length);

  return {
    page,
    enterAccount: async (serverUrl: string, clientId: string): Promise<void> => {
      await fill(page, "Server URL", serverUrl);
      await fill(page, "Client ID", clientId);
    },
    connect: async (): Promise<void> => {
      await press(page, "Connect");
      await page.waitFor(() =>
        [...document.querySelectorAll("button")].some(
          ({ textContent }) => textContent === "Disconnect",
        ),
      );
    },
    pickNumber: async (label: string): Promise<void> => {
      const before = await chosen();
      await page.click(page.named("checkbox", `Text from ${label}`));
      await page.waitFor(
        (count) =>
          document.querySelectorAll("td input[type=checkbox]:checked").length === count &&
          !document.querySelector("td input[type=checkbox]:disabled"),
        before + 1,
      );
    },
    addSite: async (address: string): Promise<void> => {
      await fill(page, "Site address", address);
      await press(page, "Add site");
      await page.waitFor(
        (host) =>
          // Until it is done its button takes no further press.
          !document.querySelector("#sites [aria-busy]") &&
          [...document.querySelectorAll("#sites li")].some(
            ({ textContent }) => textContent?.includes(host) && textContent.includes("Guarded"),
          ),
        new URL(address).hostname,
      );
    },
    /** How many opt-outs this computer holds, as the page says. */
    optOuts: (): Promise<number> =>
      page.evaluate(() =>
        Number(document.querySelector("#data dd")?.textContent?.replaceAll(",", "") ?? Number.NaN),
      ),
    waitForOptOuts: async (): Promise<void> => {
      await page.waitFor(
        () =>
          Number(document.querySelector("#data dd")?.textContent?.replaceAll(",", "")) > 0 &&
          !document.querySelector("#data [role=status]"),
      );
    },
    syncNow: (): Promise<void> => press(page, "Sync now"),
  };
}

export type OptionsPage = Awaited<ReturnType<typeof openOptions>>;

/** The popup as a tab of its own, which is how the card opens it. */
export async function openPopup(browser: TestBrowser, number = "") {
  const query = number === "" ? "" : `?number=${encodeURIComponent(number)}`;
  const page = await browser.openOwnPage(`popup.html${query}`);
  await waitForText(page, "Check a number");
  return {
    page,
    type: (text: string): Promise<void> => fill(page, "Check a number", text, "searchbox"),
    /** The card with the status of the number, once RingCentral itself has answered. */
    status: async (): Promise<string> => {
      await waitForText(page, "Checked with RingCentral just now.");
      return page.evaluate(
        () => document.querySelector<HTMLElement>(".check-card")?.innerText ?? "",
      );
    },
    /** Opts the number out or back in, through the question that comes first. */
    change: async (
      action: "Opt out" | "Opt back in",
      { scope, note = "" }: { readonly scope?: string; readonly note?: string } = {},
    ): Promise<void> => {
      await press(page, `${action}…`);
      if (scope) await page.click(page.named("radio", scope));
      if (note) await fill(page, "Note (optional)", note);
      await press(page, action);
    },
  };
}

export type PopupPage = Awaited<ReturnType<typeof openPopup>>;
