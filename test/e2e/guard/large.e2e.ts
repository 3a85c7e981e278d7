import type { CDPSession } from "@playwright/test";
import type { ChromiumBrowser } from "../../support/chromium.ts";
import type { TestPage } from "../../support/test-browser.ts";
import { expect, test } from "../signed-in.ts";

/** More is painted ahead, but not the whole page of 1,200 who have opted out. */
const MOST_PAINTED = 400;

interface Large {
  look(): { seen: number; unpainted: number; painted: number };
  addRows(): void;
  removeRows(): void;
}

const look = (page: TestPage) => page.evaluate(() => (window as unknown as Large).look());

async function expectPainted(page: TestPage, where: string): Promise<void> {
  await expect
    .poll(
      async () => {
        const { seen, unpainted, painted } = await look(page);
        return { some: seen > 0, unpainted, bounded: painted <= MOST_PAINTED };
      },
      { message: where, timeout: 15_000 },
    )
    .toEqual({ some: true, unpainted: 0, bounded: true });
}

/** Nodes of one kind that a world of the page keeps alive. */
async function countNodes(session: CDPSession, world: number, kind: string): Promise<number> {
  const { result } = await session.send("Runtime.evaluate", {
    contextId: world,
    expression: `${kind}.prototype`,
  });
  await session.send("HeapProfiler.collectGarbage");
  const { objects } = await session.send("Runtime.queryObjects", {
    prototypeObjectId: result.objectId ?? "",
  });
  const { result: length } = await session.send("Runtime.callFunctionOn", {
    objectId: objects.objectId ?? "",
    functionDeclaration: "function () { return this.length }",
    returnByValue: true,
  });
  await session.send("Runtime.releaseObject", { objectId: objects.objectId ?? "" });
  return length.value as number;
}

test("paints what comes into view on a large page, and frees what has left it", async ({
  guarded,
  kind,
  server,
}) => {
  const page = await guarded.newPage();
  await page.goto(`${server.url}/large/`);
  await expectPainted(page, "at the top");

  for (const share of [0.5, 1, 0.25]) {
    await page.evaluate((at) => scrollTo(0, at * document.body.scrollHeight), share);
    await expectPainted(page, `scrolled to ${share}`);
  }
  await page.evaluate(() => scrollTo(0, 0));
  for (const share of [0.5, 1, 0]) {
    await page.evaluate((at) => {
      const pane = document.querySelector("#pane") as HTMLElement;
      pane.scrollTop = at * pane.scrollHeight;
    }, share);
    await expectPainted(page, `the pane scrolled to ${share}`);
  }

  if (kind === "chromium") {
    // A line would have Chromium measure all text of the page at each change.
    expect(await page.evaluate(() => CSS.highlights.has("consent-opted-out"))).toBe(false);
    const { context, raw, origin } = guarded as ChromiumBrowser;
    const session = await context.newCDPSession(raw(page));
    let world = 0;
    session.on("Runtime.executionContextCreated", ({ context: created }) => {
      if (created.origin === origin) world = created.id;
    });
    await session.send("Runtime.enable");
    for (let round = 0; round < 2; round++) {
      await page.evaluate(() => (window as unknown as Large).addRows());
      await expectPainted(page, `10,000 rows, round ${round}`);
      await expect
        .poll(() => countNodes(session, world, "Element"), { timeout: 15_000 })
        .toBeGreaterThan(11_000);
      expect(await countNodes(session, world, "Text")).toBeLessThan(5000);
      await page.evaluate(() => (window as unknown as Large).removeRows());
      // The list of 2,000 stays.
      await expect
        .poll(() => countNodes(session, world, "Text"), {
          message: `round ${round}`,
          timeout: 15_000,
        })
        .toBeLessThan(2500);
      expect(await countNodes(session, world, "Element")).toBeLessThan(5000);
    }
  }
  expect(page.errors).toEqual([]);
});
