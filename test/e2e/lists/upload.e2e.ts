import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CLIENT_ID } from "../../emulator/oauth.ts";
import { press, waitForText } from "../../support/agent.ts";
import { openOwn } from "../../support/own-page.ts";
import { savedBy } from "../../support/saved-by.ts";
import { startKeptBrowser } from "../../support/start-browser.ts";
import type { TestPage } from "../../support/test-browser.ts";
import { expect, test } from "../test.ts";

const ROWS = 5000;
const customers = Array.from(
  { length: ROWS },
  (_, index) => `+1212555${String(index).padStart(4, "0")}`,
);
/** 2 % of them. */
const refused = customers.filter((_, index) => index % 50 === 7);
const LIST = `Mobile,Name\n${customers.map((to, index) => `${to},Customer ${index}`).join("\n")}\n`;

/** Chooses a file as a person does; no browser's driver is needed for it. */
const chooseFile = (page: TestPage, name: string, text: string): Promise<void> =>
  page.evaluate(
    (file) => {
      const input = document.querySelector<HTMLInputElement>('input[type="file"]');
      if (!input) throw new Error("no file input");
      const chosen = new DataTransfer();
      chosen.items.add(new File([file.text], file.name, { type: "text/csv" }));
      input.files = chosen.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    },
    { name, text },
  );

test("5,000 rows arrive once each, though the worker dies twice and the browser restarts", async ({
  kind,
  emulator,
}) => {
  test.slow();
  const taken = new Map<string, number>();
  emulator.store.onChange(({ to }) => taken.set(to, (taken.get(to) ?? 0) + 1));
  emulator.setSwitches({
    refuseChangesOf: refused,
    limits: { light: 100_000, medium: 1000, heavy: 1000, auth: 1000 },
    faults: [{ endpoint: "edit", delayMs: 20 }],
  });
  const reached = (rows: number) =>
    expect.poll(() => taken.size, { timeout: 60_000, intervals: [50] }).toBeGreaterThan(rows);
  const profile = await mkdtemp(join(tmpdir(), "consent-guard-profile-"));

  const before = await startKeptBrowser(kind, profile);
  const own = await openOwn(before);
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID });
  const page = await before.openOwnPage("lists.html#upload");
  await waitForText(page, "Or paste numbers or a table");
  await chooseFile(page, "opted out.csv", LIST);
  await page.click(page.named("radio", "Opted out"));
  await press(page, "Check the list");
  await waitForText(page, "Send 5,000 changes");
  expect(taken.size).toBe(0);
  await press(page, "Send 5,000 changes");
  await reached(500);
  // The last of the list guards before it was sent.
  const recipient = customers[ROWS - 1] as Parameters<
    typeof own.send<"consent/check">
  >[1]["recipient"];
  const { overall } = await own.send("consent/check", { recipient, live: false });
  expect(overall.kind).toBe("opted-out");
  await before.killBackground();
  await reached(1500);
  await before.killBackground();
  await reached(2500);
  await before.close();
  expect(taken.size).toBeLessThan(ROWS - refused.length);

  const after = await startKeptBrowser(kind, profile);
  await reached(ROWS - refused.length - 1);
  const again = await after.openOwnPage("lists.html#upload");
  await waitForText(again, "Finished: 4,900 done, 100 refused, 0 left out.");
  const report = await savedBy(again, "Report");
  const rows = report
    .replace("\ufeff", "")
    .trim()
    .split("\r\n")
    .map((line) => line.split(","));
  expect(rows[0]).toEqual([
    "Line",
    "Customer's number",
    "Business number",
    "Change",
    "Result",
    "Reason",
  ]);
  const told = rows.slice(1).map(([line, to, , , result]) => [line, to, result]);
  const stands = (to: string): boolean =>
    emulator.store
      .of(to)
      .some(({ optStatus, coverage }) => optStatus === "OptOut" && coverage === "Account");
  expect(told).toEqual(
    customers.map((to, index) => [String(index + 2), to, stands(to) ? "Done" : "Refused"]),
  );
  expect(told.filter(([, , result]) => result === "Refused").map(([, to]) => to)).toEqual(refused);
  expect([...taken.values()].every((times) => times === 1)).toBe(true);

  const log = await (await openOwn(after)).send("audit/page", { limit: 50 });
  const bulk = log.entries.filter(({ action }) => action === "bulk-change");
  expect(bulk.map(({ source, result, after: sent }) => [source, result, sent])).toEqual([
    ["opted out.csv", "done", "OptOut 5000, OptIn 0, done 4900, refused 100, skipped 0"],
    ["opted out.csv", "queued", "OptOut 5000, OptIn 0, done 0, refused 0, skipped 0"],
  ]);
  await after.close();
  await rm(profile, { recursive: true, force: true });
});
