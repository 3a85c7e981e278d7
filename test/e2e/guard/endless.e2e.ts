import { expect, test } from "../signed-in.ts";
import { readMarks } from "./marks.ts";
import { reportOf } from "./report.ts";

test("a page that never stops changing is told to lag, and caught up with when it stops", async ({
  guarded,
  own,
  server,
}) => {
  const page = await guarded.newPage();
  await page.goto(`${server.url}/endless/`);
  await expect
    .poll(async () => (await reportOf(own, page.url()))?.lags, { timeout: 20_000 })
    .toBe(true);
  await page.evaluate(() => (window as unknown as { stop: () => void }).stop());
  await expect
    .poll(async () => [...(await readMarks(page, [])).optedOut].sort(), { timeout: 15_000 })
    .toEqual(["415-555-2605", "415-555-2606"]);
  await expect
    .poll(async () => {
      const report = await reportOf(own, page.url());
      return [report?.lags, report?.numbers];
    })
    .toEqual([undefined, 2]);
  expect(page.errors).toEqual([]);
});
