import { readFileSync } from "node:fs";
import { press, waitForText } from "../../support/agent.ts";
import type { OwnPage } from "../../support/own-page.ts";
import type { TestFrame } from "../../support/test-browser.ts";
import { expect, test } from "../signed-in.ts";
import { tabOf } from "./tab-of.ts";

const wholeOf = (page: TestFrame): Promise<string> =>
  page.evaluate(() => document.documentElement.outerHTML);
const isPicking = (page: TestFrame): Promise<boolean> =>
  page.evaluate(() => document.querySelector("consent-guard-picker") !== null);
const said = async (own: OwnPage, address: string): Promise<string> =>
  (await own.picker(address)).text;
const logOf = (page: TestFrame, name: "opened" | "seen"): Promise<string[]> =>
  page.evaluate((key) => (window as unknown as Record<string, string[]>)[key] ?? [], name);
/** The list of taught buttons in the settings. */
const taughtOf = (own: OwnPage): Promise<string[]> =>
  own.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("ul[aria-label='Taught buttons'] .site-name")].map(
      (line) => line.innerText.replace(/\s+/g, " ").trim(),
    ),
  );

test("a button that was taught is blocked for whom it texts, and lives on in the settings", async ({
  guarded,
  own,
  server,
}) => {
  test.setTimeout(180_000);
  const page = await guarded.newPage();
  const address = `${server.url}/teach.html`;
  await page.goto(address);
  await page.waitFor(() => (CSS.highlights.get("consent-opted-out")?.size ?? 0) > 0);

  await test.step("untaught, it is an ordinary button", async () => {
    await page.click("#ada");
    expect(await logOf(page, "opened")).toEqual(["ada"]);
  });

  await test.step("pointing at it and its number teaches it", async () => {
    const popup = await guarded.openOwnPage(`popup.html?tab=${await tabOf(own, address)}`);
    await waitForText(popup, "Teach a text button");
    await press(popup, "Teach a text button");
    await page.bringToFront();
    await expect.poll(() => isPicking(page)).toBe(true);
    await page.evaluate(() => {
      (window as unknown as { seen: string[] }).seen.length = 0;
    });
    await page.click("#ada");
    await expect.poll(() => said(own, address)).toContain("Now click the phone number");
    await page.click("h1");
    await expect.poll(() => said(own, address)).toContain("There is no phone number here");
    await page.click("tr:first-of-type .mobile span:last-child");
    await expect.poll(() => said(own, address)).toContain("This button texts (415) 555-2601?");
    expect(await logOf(page, "opened")).toEqual(["ada"]);
    expect(await logOf(page, "seen")).not.toContain("click");
    expect(await logOf(page, "seen")).not.toContain("pointerdown");
    // The first choice has the focus.
    await page.press("Enter");
    await expect.poll(() => said(own, address)).toContain("Learned.");
    await page.press("Enter");
    await expect.poll(() => isPicking(page)).toBe(false);
  });

  await test.step("its opted-out customer is blocked", async () => {
    await page.click("#ada");
    await expect.poll(async () => (await own.card(address))?.text ?? "").toContain("Text blocked");
    expect(await logOf(page, "opened")).toEqual(["ada"]);
    await page.press("Escape");
  });

  await test.step("a clear one passes, and other buttons stay as they are", async () => {
    await page.click("#ben");
    await page.waitFor(() => (window as unknown as { opened: string[] }).opened.includes("ben"));
    await page.click("#edit-ben");
    await page.waitFor(() =>
      (window as unknown as { opened: string[] }).opened.includes("edit-ben"),
    );
    expect(await own.card(address)).toBeNull();
  });

  await test.step("the settings list it", async () => {
    await expect.poll(() => taughtOf(own)).toEqual(["Message localhost"]);
    await press(own.page, "Remove Message");
    await expect.poll(() => taughtOf(own)).toEqual([]);
    await page.click("#ada");
    await page.waitFor(
      () =>
        (window as unknown as { opened: string[] }).opened.filter((id) => id === "ada").length ===
        2,
    );
  });
  expect(page.errors).toEqual([]);
});

test("Escape leaves the page as it was, by mouse and by keyboard", async ({
  guarded,
  own,
  server,
}) => {
  const page = await guarded.newPage();
  const address = `${server.url}/teach.html`;
  await page.goto(address);
  await page.waitFor(() => (CSS.highlights.get("consent-opted-out")?.size ?? 0) > 0);
  const untouched = await wholeOf(page);
  const tabId = await tabOf(own, address);
  await own.send("teach/start", { tabId });
  await page.bringToFront();
  await expect.poll(() => isPicking(page)).toBe(true);
  await page.hover("#ada");
  await page.click("#ada");
  await page.hover("tr:first-of-type .mobile");
  const met = await wholeOf(page);
  expect(met.replace(/<consent-guard-picker[^>]*><\/consent-guard-picker>/, "")).toBe(untouched);
  await page.press("Escape");
  await expect.poll(() => isPicking(page)).toBe(false);
  expect(await wholeOf(page)).toBe(untouched);

  await own.send("settings/update", { theme: "dark" });
  await own.send("teach/start", { tabId });
  await page.bringToFront();
  await expect.poll(async () => (await own.picker(address)).scheme).toBe("dark");
  for (const key of ["Tab", "Tab", "Enter", "Tab", "Enter"]) await page.press(key);
  await expect.poll(() => said(own, address)).toContain("This button texts (415) 555-2601?");
  await page.press("Escape");
  await expect.poll(() => isPicking(page)).toBe(false);
  expect(await wholeOf(page)).toBe(untouched);
  await page.click("#ada");
  await page.waitFor(() => (window as unknown as { opened: string[] }).opened.includes("ada"));
  expect((await own.send("state/get", {})).settings.values.recipes).toEqual([]);
  expect(page.errors).toEqual([]);
});

test("a button in a frame is taught there, and Escape leaves from there", async ({
  guarded,
  own,
  server,
}) => {
  const page = await guarded.newPage();
  const address = `${server.url}/teach-frame.html`;
  await page.goto(address);
  const frame = await page.frame("#deals");
  await frame.waitFor(() => (CSS.highlights.get("consent-opted-out")?.size ?? 0) > 0);
  const wholes = async (): Promise<string[]> => [await wholeOf(page), await wholeOf(frame)];
  const isPickingAnywhere = async (): Promise<boolean> =>
    (await isPicking(page)) || (await isPicking(frame));
  const untouched = await wholes();
  const tabId = await tabOf(own, address);
  const start = async (): Promise<void> => {
    await own.send("teach/start", { tabId });
    await page.bringToFront();
    await expect.poll(() => isPicking(frame)).toBe(true);
    await expect.poll(() => said(own, address)).toContain("Click the button");
  };

  await start();
  await frame.click("#ada");
  await expect.poll(() => said(own, address)).toContain("Now click the phone number");
  // Out of the frame and back: each keeps what it has been shown, one of them speaks.
  await page.hover("#outer");
  await expect.poll(() => said(own, address)).toContain("Click the button");
  await frame.hover("tr:first-of-type .mobile");
  await expect.poll(() => said(own, address)).toContain("Now click the phone number");
  await page.press("Escape");
  await expect.poll(isPickingAnywhere).toBe(false);
  expect(await wholes()).toEqual(untouched);

  await start();
  // By keyboard, through the frame.
  await page.focus("#outer");
  for (const key of ["Tab", "Tab", "Enter", "Tab", "Tab", "Enter", "Tab", "Enter"]) {
    await page.press(key);
  }
  await expect.poll(() => said(own, address)).toContain("This button texts (415) 555-2601?");
  await page.press("Enter");
  await expect.poll(() => said(own, address)).toContain("Learned.");
  await page.press("Enter");
  await expect.poll(isPickingAnywhere).toBe(false);
  await frame.click("#ada");
  await expect.poll(async () => (await own.card(address))?.text ?? "").toContain("Text blocked");
  expect(await logOf(frame, "opened")).toEqual([]);
  expect(await logOf(page, "opened")).toEqual([]);
  expect(page.errors).toEqual([]);
});

test("a file of buttons goes out and in, and a foreign one gets its sentence", async ({ own }) => {
  const recipe = {
    name: "Message",
    site: "https://crm.example/*",
    button: "button.msg",
    scope: "tr.deal",
    number: "tr.deal > td:nth-of-type(2)",
  };
  await own.send("settings/update", { recipes: [recipe] });
  await expect.poll(() => taughtOf(own)).toEqual(["Message crm.example"]);
  await own.page.evaluate(() => {
    const saved = window as unknown as { saved: Promise<string> };
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      saved.saved = (blob as Blob).text();
      return make.call(URL, blob);
    };
  });
  await press(own.page, "Export buttons");
  const file = await own.page.evaluate(
    () => (window as unknown as { saved: Promise<string> }).saved,
  );
  const choose = (text: string): Promise<void> =>
    own.page.evaluate((content) => {
      const input = document.querySelector<HTMLInputElement>("#sites input[type=file]");
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], "buttons.json", { type: "application/json" }));
      if (!input) throw new Error("no field for files");
      input.files = transfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }, text);

  for (const foreign of [
    "",
    "[]",
    '{"format":"consent-guard-settings","version":1}',
    JSON.stringify({
      format: "consent-guard-recipes",
      version: 1,
      recipes: [{ ...recipe, site: "<all_urls>" }],
    }),
    readFileSync(new URL("../pages/teach.html", import.meta.url), "utf8"),
  ]) {
    await choose(foreign);
    await waitForText(own.page, "This is no file of taught buttons of Consent Guard.");
  }
  await press(own.page, "Remove Message");
  await expect.poll(() => taughtOf(own)).toEqual([]);
  await choose(file);
  await expect.poll(() => taughtOf(own)).toEqual(["Message crm.example"]);
  expect((await own.send("state/get", {})).settings.values.recipes).toEqual([recipe]);
});
