import { buildFrameworkPages, FRAMEWORKS } from "../../support/framework-pages.ts";
import { servePages } from "../../support/page-server.ts";
import type { TestPage } from "../../support/test-browser.ts";
import { expect, test } from "../signed-in.ts";
import { readMarks } from "./marks.ts";

interface Customer {
  readonly id: number;
  readonly name: string;
  readonly area: string;
  readonly local: string;
  readonly href: string;
}

const customer = (id: number, last: number): Customer => ({
  id,
  name: `Customer ${id}`,
  area: "415",
  local: `555-${last}`,
  href: `sms:+1415555${last}`,
});

const [ADA, BEN, CLEO] = [customer(1, 2605), customer(2, 2706), customer(3, 2607)];
const MANY = Array.from({ length: 200 }, (_, index) => customer(index, 2600 + (index % 200)));

/** The page's list after each re-render. */
const RENDERS: readonly (readonly Customer[])[] = [
  [ADA, BEN, CLEO],
  [ADA, { ...BEN, local: "555-2606", href: "sms:+14155552606" }, CLEO],
  [CLEO, ADA, BEN],
  [BEN, CLEO],
  MANY,
  MANY.toReversed(),
  [],
  [ADA],
];

const optedOutOf = (customers: readonly Customer[]): string[] =>
  customers
    .filter(({ local }) => /^555-260\d$/.test(local))
    .map(({ area, local }) => `(${area}) ${local}`)
    .sort();

const set = (page: TestPage, customers: readonly Customer[]): Promise<void> =>
  page.evaluate((next) => {
    (window as unknown as { app: { set(list: unknown): void } }).app.set(next);
  }, customers);

/** Marked links and lines of the page, wherever its framework put them. */
const stateOf = (page: TestPage) =>
  page.evaluate(() => {
    const host = document.querySelector("#root > *");
    const tree = host?.shadowRoot ?? document;
    return {
      links: tree.querySelectorAll('a[data-consent-guard~="opted-out"]').length,
      rows: [...tree.querySelectorAll("tr")].map((row) => (row.cells[1]?.textContent ?? "").trim()),
    };
  });

test("pages of every framework re-render under the guard", async ({ guarded }) => {
  test.setTimeout(240_000);
  const { folder, remove } = await buildFrameworkPages();
  const server = await servePages(folder);
  for (const name of FRAMEWORKS) {
    await test.step(name, async () => {
      const page = await guarded.newPage();
      await page.goto(`${server.url}/${name}.html`);
      await page.waitFor(() => "app" in window);
      for (const [index, customers] of RENDERS.entries()) {
        await set(page, customers);
        const optedOut = optedOutOf(customers);
        const message = `${name}, render ${index}`;
        await expect
          .poll(async () => [...(await readMarks(page, [])).optedOut].sort(), { message })
          .toEqual(optedOut);
        await expect
          .poll(() => stateOf(page), { message })
          .toEqual({
            links: optedOut.length,
            rows: customers.map(({ area, local }) => `(${area}) ${local}`),
          });
      }
      // Twenty renders with no pause between them, then the last one again.
      await page.evaluate(
        async ([a, b]) => {
          const { app } = window as unknown as { app: { set(list: unknown): void } };
          for (let i = 0; i < 20; i++) {
            app.set(i % 2 ? a : b);
            await new Promise((resolve) => setTimeout(resolve, i));
          }
        },
        [MANY, [CLEO, ADA]] as const,
      );
      await expect
        .poll(async () => (await readMarks(page, [])).optedOut.length, { message: name })
        .toBe(optedOutOf(MANY).length);
      expect(page.errors, name).toEqual([]);
      await page.close();
    });
  }
  await server.close();
  await remove();
});
