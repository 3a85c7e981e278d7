import { DEMO_CUSTOMERS } from "../../emulator/demo-customers.ts";
import { CLIENT_ID } from "../../emulator/oauth.ts";
import { fill, press } from "../../support/agent.ts";
import { expect, test } from "../test.ts";

interface Memory {
  readonly storage: { readonly session: { get(key: string): Promise<object> } };
}
declare const browser: Memory | undefined;
declare const chrome: Memory;

const customer = DEMO_CUSTOMERS.find(({ consent }) => consent === "clear")?.phone ?? "";

test("a change that was being entered when the popup closed is there again, and gone at sign-out", async ({
  emulator,
  guarded,
  own,
}) => {
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID });
  // As the toolbar's popup is: about no number.
  const open = async () => {
    const popup = await guarded.openOwnPage("popup.html");
    await popup.waitFor(() => document.querySelector("#app input")?.matches(":focus"));
    return popup;
  };
  const first = await open();
  await first.type(customer);
  await first.waitFor(() => document.querySelector(".check-card"));
  await press(first, "Opt out…");
  await fill(first, "Note (optional)", "by phone");
  // In memory, whenever the popup may be closed.
  await expect
    .poll(() =>
      own.page.evaluate(async () => {
        const api = typeof browser === "undefined" ? chrome : browser;
        return JSON.stringify(await api.storage.session.get("popup-draft"));
      }),
    )
    .toContain("by phone");
  await first.close();

  const second = await guarded.openOwnPage("popup.html");
  await second.waitFor(() => document.querySelector("dialog textarea"));
  expect(
    await second.evaluate(() => [
      document.querySelector<HTMLInputElement>("#app input")?.value,
      document.querySelector<HTMLTextAreaElement>("dialog textarea")?.value,
    ]),
  ).toEqual([customer, "by phone"]);
  await second.close();

  await own.send("session/disconnect", {});
  const third = await open();
  expect(await third.evaluate(() => document.querySelector<HTMLInputElement>("input")?.value)).toBe(
    "",
  );
});
