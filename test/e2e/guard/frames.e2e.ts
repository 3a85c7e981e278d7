import { fileURLToPath } from "node:url";
import { CLIENT_ID } from "../../emulator/oauth/apps.ts";
import { servePages } from "../../support/page-server.ts";
import type { TestFrame } from "../../support/test-browser.ts";
import { expect, test } from "../test.ts";
import { PAGE_CONSENTS } from "./customers.ts";
import { readMarks } from "./marks.ts";

const PAGES = fileURLToPath(new URL("../pages/", import.meta.url));

const painted = async (frame: TestFrame): Promise<string> =>
  (await readMarks(frame, [])).optedOut.join();

test("guards frames of every kind", async ({ emulator, guarded, own }) => {
  emulator.putRecords(PAGE_CONSENTS);
  const server = await servePages(PAGES);
  const sites = ["http://localhost/*", "http://127.0.0.1/*"];
  await own.signIn({ serverUrl: emulator.url, clientId: CLIENT_ID, sites });
  const page = await guarded.newPage();
  await page.goto(`${server.url}/frames/`);
  await expect.poll(() => painted(page)).toBe("415-555-2600");
  const expected = {
    "#same": "415-555-2605",
    "#cross": "415-555-2605",
    "#srcdoc": "415-555-2601",
    "#blank": "415-555-2602",
    "#written": "415-555-2603",
  };
  for (const [selector, text] of Object.entries(expected)) {
    const frame = await page.frame(selector);
    await expect.poll(() => painted(frame), { message: selector }).toBe(text);
  }

  await test.step("but none whose site is not allowed", async () => {
    await own.send("settings/update", { sites: ["http://localhost/*"] });
    await page.goto(`${server.url}/frames/`);
    const frames = await Promise.all(["#same", "#srcdoc", "#cross"].map(page.frame));
    const all = async () => [await painted(page), ...(await Promise.all(frames.map(painted)))];
    await expect.poll(all).toEqual(["415-555-2600", "415-555-2605", "415-555-2601", ""]);
  });
  await server.close();
});
