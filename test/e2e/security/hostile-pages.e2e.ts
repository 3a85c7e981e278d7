import { fileURLToPath } from "node:url";
import type { E164 } from "../../../lib/phone/e164.ts";
import type { OwnPage } from "../../support/own-page.ts";
import { servePages } from "../../support/page-server.ts";
import { tabOf } from "../recipes/tab-of.ts";
import { expect, test } from "../signed-in.ts";

const PAGES = fileURLToPath(new URL("pages/", import.meta.url));
const OPTED_OUT = "+14155552605" as E164;
const SOON = { intervals: [50, 100, 250] };
const SLOW = { intervals: [100, 250, 500], timeout: 60_000 };

/** Each tries something else; on all of them opted-out customers are found, and texts to them held. */
const HOSTILE = [
  "clobbered",
  "patched",
  "styled",
  "defined",
  "imitated",
  "forged",
  "closed-roots",
  "storm",
  "big-nodes",
  "million",
] as const;

/** The opted-out numbers that the guard knows to be on the page. */
async function optedOutOn(own: OwnPage, address: string): Promise<readonly string[]> {
  const { numbers } = await own.send("page/numbers", { tabId: await tabOf(own, address) });
  return numbers.flatMap(({ recipient, kind }) => (kind === "opted-out" ? recipient : []));
}

test("no page keeps the guard from finding, holding and saying why", async ({
  emulator,
  guarded,
  own,
  launches,
}) => {
  test.setTimeout(240_000);
  const server = await servePages(PAGES);
  for (const name of HOSTILE) {
    await test.step(name, async () => {
      const url = `${server.url}/${name}.html`;
      const page = await guarded.newPage();
      await page.goto(url);
      await expect.poll(() => optedOutOn(own, url), SLOW).toContain(OPTED_OUT);
      // A link that has the focus already: the test's own tools fail on this page.
      if (name === "clobbered") await page.press("Enter");
      else await page.click("#text");
      const card = () => own.card(url);
      await expect
        .poll(card, SLOW)
        .toMatchObject({ visible: true, text: expect.stringContaining("Text blocked") });
      expect(await launches.list(), name).toEqual([]);
      // What a page may learn is what it shows itself; nothing of ours, and nobody else's number.
      const learnt = await page.evaluate(() =>
        String((window as unknown as { learnt?: string[] }).learnt?.join("\n") ?? ""),
      );
      expect(learnt).not.toMatch(/(?:chrome|moz)-extension:|opted-?out|OptOut|Text blocked/i);
      expect(page.errors).toEqual([]);
      await page.press("Escape");
      await expect.poll(card, SOON).toBeNull();
      await page.close();
    });
  }
  expect(emulator.log().filter(({ method }) => method === "PATCH")).toEqual([]);
  await server.close();
});
