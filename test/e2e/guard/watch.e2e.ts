import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "../signed-in.ts";
import { readMarks } from "./marks.ts";
import { reportOf } from "./report.ts";

/** What is to be seen after each step of a page. */
interface Stage {
  /** A step of the page, by its name in `window.steps`. */
  readonly do?: string;
  /** Texts painted as opted out, whatever their order. */
  readonly optedOut?: readonly string[];
  /** Selector to the mark's value; null: unmarked. */
  readonly attributes?: Readonly<Record<string, string | null>>;
  /** What the page has noted of writes in its editors. */
  readonly written?: readonly string[];
  /** Different numbers that the popup counts. */
  readonly numbers?: number;
}

const PAGES = fileURLToPath(new URL("../pages/", import.meta.url));
const NAMES = readdirSync(PAGES).filter((name) => name.startsWith("watch-"));

test("finds and follows every number of the pages", async ({ guarded, own, server }) => {
  test.setTimeout(180_000);
  for (const name of NAMES) {
    await test.step(name, async () => {
      const stages = JSON.parse(
        readFileSync(`${PAGES}${name}/expected.json`, "utf8"),
      ) as readonly Stage[];
      const page = await guarded.newPage();
      await page.goto(`${server.url}/${name}/`);
      for (const { do: step, optedOut, attributes, numbers, written } of stages) {
        if (step) {
          await page.evaluate((key) => {
            (window as unknown as { steps: Record<string, () => void> }).steps[key]?.();
          }, step);
        }
        const label = `${name}: ${step ?? "at first"}`;
        await expect
          .poll(
            async () => {
              const marks = await readMarks(page, Object.keys(attributes ?? {}));
              return {
                ...(optedOut ? { optedOut: [...marks.optedOut].sort() } : {}),
                ...(attributes ? { attributes: marks.attributes } : {}),
              };
            },
            { message: label, timeout: 8000 },
          )
          .toEqual({
            ...(optedOut ? { optedOut: [...optedOut].sort() } : {}),
            ...(attributes ? { attributes } : {}),
          });
        if (written) {
          const noted = () =>
            page.evaluate(() => (window as unknown as { written: string[] }).written);
          expect(await noted(), label).toEqual(written);
        }
        if (numbers !== undefined) {
          await expect
            .poll(async () => (await reportOf(own, page.url()))?.numbers, { message: label })
            .toBe(numbers);
        }
      }
      expect(page.errors, name).toEqual([]);
      await page.close();
    });
  }
});
