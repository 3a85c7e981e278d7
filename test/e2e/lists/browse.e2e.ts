import { CLIENT_ID } from "../../emulator/oauth.ts";
import { fill } from "../../support/agent.ts";
import { openLists } from "../../support/list-page.ts";
import { expect, test } from "../test.ts";

const SUPPORT = "+16505550101";
const customers = ["+14155550180", "+14155550181", "+14155550182", "+14155550183"];

test("a person finds records by a part of a number, changes one, then all that are left", async ({
  guarded,
  own,
  emulator,
}) => {
  emulator.putRecords(
    customers.map((to) => ({
      to,
      from: SUPPORT,
      optStatus: "OptOut",
      // An opt-in gives way to what a customer has texted in these minutes.
      source: "Api",
      coverage: "PhoneNumber",
    })),
  );
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID });
  const { page, press, waitForText } = await openLists(guarded, "browse");
  /** Customers whose record RingCentral holds as opted in. */
  const optedIn = (): readonly string[] =>
    customers.filter((to) =>
      emulator.store
        .of(to)
        .some(({ from, optStatus }) => from === SUPPORT && optStatus === "OptIn"),
    );
  const rows = (): Promise<number> =>
    page.evaluate(() => document.querySelectorAll(".record-rows [role=rowheader]").length);

  await waitForText("Find a number");
  await fill(page, "Find a number", "415 555-018", "searchbox");
  await waitForText("4 of ");
  await page.waitFor(() => document.querySelectorAll("[role=rowheader]").length === 4);
  expect(await rows()).toBe(4);

  await test.step("by keys: the active row, then its change", async () => {
    await page.focus("[role=grid]");
    await page.press("ArrowDown");
    await page.press("Enter");
    await page.waitFor(() => document.querySelector("dialog[open]"));
    await press("Opt back in");
    await page.waitFor(() => !document.querySelector("dialog[open]"));
    await expect.poll(optedIn).toEqual([customers[1]]);
  });

  await test.step("all that a filter leaves, as an upload", async () => {
    await page.evaluate(() => {
      const status = [...document.querySelectorAll("select")].find(
        ({ id }) => document.querySelector(`label[for="${id}"]`)?.textContent === "Status",
      );
      if (!status) throw new Error("no filter by status");
      status.value = "out";
      status.dispatchEvent(new Event("change", { bubbles: true }));
    });
    await waitForText("3 of ");
    await press("Select all 3");
    await waitForText("3 selected");
    await press("Opt in…");
    await waitForText("Send 3 changes");
    await page.click("dialog textarea");
    await page.type("signed form in our shop");
    await page.click("dialog .consent-statement input[type=checkbox]");
    await press("Send 3 changes");
    await waitForText("3 changes are being sent in the background.");
    await expect.poll(optedIn, { timeout: 20_000 }).toEqual(customers);
    const notes = customers.map((to) => emulator.store.of(to)[0]?.notes);
    expect(notes.filter((note) => note?.includes("signed form"))).toHaveLength(3);
  });

  await test.step("the whole list is far longer than what the page holds", async () => {
    await page.evaluate(() => {
      location.hash = "#upload";
    });
    await waitForText("Chosen in Browse");
    await waitForText("Finished: 3 done, 0 refused, 0 left out.");
    await page.evaluate(() => {
      location.hash = "#browse";
    });
    await page.waitFor(() => document.querySelector("[role=grid]"));
    await press("Load everything from RingCentral");
    await page.waitFor(
      () =>
        document.querySelector("[role=grid]") &&
        !document.body.innerText.includes("only opt-outs are shown"),
    );
    await page.focus("[role=grid]");
    await page.press("End");
    await page.waitFor(() => {
      const grid = document.querySelector("[role=grid]");
      const last = document.getElementById(grid?.getAttribute("aria-activedescendant") ?? "");
      return last?.getAttribute("aria-rowindex") === grid?.getAttribute("aria-rowcount");
    });
    const [total = 0, held = 0] = await page.evaluate(() => [
      Number(document.querySelector("[role=grid]")?.getAttribute("aria-rowcount")),
      document.querySelectorAll(".record-rows [role=row]").length,
    ]);
    expect(total).toBeGreaterThan(150);
    expect(held).toBeLessThan(60);
  });
  expect(page.errors).toEqual([]);
});
