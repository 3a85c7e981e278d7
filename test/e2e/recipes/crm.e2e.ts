import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { KNOWN_RECIPES } from "../../../lib/recipes/known-recipes.ts";
import type { Recipe } from "../../../lib/recipes/recipe.ts";
import type { TestPage } from "../../support/test-browser.ts";
import { readMarks } from "../guard/marks.ts";
import { reportOf } from "../guard/report.ts";
import { serveRoutePages } from "../routes/route-pages.ts";
import { expect, SITE, test } from "../signed-in.ts";

/** What a press on a page's text button comes to when the one it texts has opted out. */
type Outcome = "blocks" | "asks" | "passes";

interface Expected {
  /** Those of the known ones whose name begins so. */
  readonly recipes: string;
  /** By generic detection alone. */
  readonly without: Outcome;
  /** Texts painted as opted out. */
  readonly optedOut: readonly string[];
  /** Selector to the mark's value; null: unmarked. */
  readonly attributes: Readonly<Record<string, string | null>>;
  readonly numbers: number;
}

const PAGES = fileURLToPath(new URL("../pages/", import.meta.url));
const NAMES = readdirSync(PAGES).filter((name) => name.startsWith("crm-"));
const OUT = "(415) 555-2601";
const CLEAR = "(415) 555-2701";

/** Fills in the number that the button texts and another that stands beside it. */
const fillIn = (text: string, mobile: string, phone: string): string =>
  Object.entries({ mobile, phone }).reduce((filled, [name, number]) => {
    const digits = number.replace(/\D/g, "");
    return filled
      .replaceAll(`{{${name}}}`, number)
      .replaceAll(`{{${name}.digits}}`, digits)
      .replaceAll(`{{${name}.e164}}`, `+1${digits}`);
  }, text);

const recipesOf = ({ recipes }: Expected): readonly Recipe[] =>
  KNOWN_RECIPES.filter(({ name }) => name.startsWith(recipes)).map((recipe) => ({
    ...recipe,
    site: SITE,
  }));

test("the number of a CRM's text button is right by its recipe, and asked about without", async ({
  guarded,
  own,
}) => {
  test.setTimeout(300_000);
  const server = await serveRoutePages();

  const outcome = async (page: TestPage): Promise<Outcome | "nothing"> => {
    const opened = await page.evaluate(
      () => (window as unknown as { opened: string[] }).opened.length > 0,
    );
    if (opened) return "passes";
    const card = (await own.card(page.url()))?.text ?? "";
    if (card.includes("Text blocked")) return "blocks";
    return card.includes("Check before you text") ? "asks" : "nothing";
  };

  for (const name of NAMES) {
    const html = readFileSync(`${PAGES}${name}/index.html`, "utf8");
    const expected = JSON.parse(readFileSync(`${PAGES}${name}/expected.json`, "utf8")) as Expected;
    const recipes = recipesOf(expected);
    expect(recipes.length, name).toBeGreaterThan(0);
    server.put(`${name}-out`, fillIn(html, OUT, CLEAR));
    server.put(`${name}-clear`, fillIn(html, CLEAR, OUT));

    const press = async (given: readonly Recipe[], who: "out" | "clear", wanted: Outcome) => {
      await own.send("settings/update", { recipes: given });
      const page = await guarded.newPage();
      await page.goto(server.url(`${name}-${who}`, "", ""));
      await expect.poll(async () => (await reportOf(own, page.url()))?.optedOut).toBe(1);
      await page.click("#text");
      const by = given[0]?.name ?? "no recipe";
      await expect
        .poll(() => outcome(page), { message: `${name}, ${who}, by ${by}`, timeout: 8000 })
        .toBe(wanted);
      return page;
    };
    const close = async (page: TestPage): Promise<void> => {
      expect(page.errors, name).toEqual([]);
      await page.close();
    };

    await test.step(name, async () => {
      const page = await press([], "out", expected.without);
      const marks = await readMarks(page, Object.keys(expected.attributes));
      expect(marks.attributes, name).toEqual(expected.attributes);
      expect(new Set(marks.optedOut), name).toEqual(
        new Set(expected.optedOut.map((text) => fillIn(text, OUT, CLEAR))),
      );
      expect((await reportOf(own, page.url()))?.numbers, name).toBe(expected.numbers);
      await close(page);
      await close(await press(recipes, "out", "blocks"));
      await close(await press(recipes, "clear", "passes"));
    });
  }
  await server.close();
});
