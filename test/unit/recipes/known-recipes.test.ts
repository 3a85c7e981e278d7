// @vitest-environment happy-dom
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { numberReader } from "../../../lib/guard/number-reader.ts";
import { numbersOnPage } from "../../../lib/guard/routes/nearest-number.ts";
import { recipeRoute } from "../../../lib/guard/routes/recipe-route.ts";
import { textButtonRoute } from "../../../lib/guard/routes/text-button.ts";
import { KNOWN_RECIPES } from "../../../lib/recipes/known-recipes.ts";
import type { PageRecipe } from "../../../lib/recipes/recipe.ts";

const PAGES = `${import.meta.dirname}/../../e2e/pages/`;
const CRMS = readdirSync(PAGES).filter((name) => name.startsWith("crm-"));
const ports = { reader: numberReader, country: () => "US", shadowOf: () => null };
/** What a redesign renames. */
const NAMES = ["id", "class", "name", "data-", "field-label"];

/** A CRM's page after a redesign: every name in it is another one. */
function show(crm: string): Element {
  const html = readFileSync(`${PAGES}${crm}/index.html`, "utf8")
    .replace(/<script>.*<\/script>/s, "")
    .replace(/\{\{mobile[^}]*\}\}/g, "+14155552601")
    .replace(/\{\{phone[^}]*\}\}/g, "+14155552701");
  document.body.innerHTML = html;
  const button = document.querySelector("#text");
  if (!button) throw new Error("no text button");
  for (const element of document.body.querySelectorAll("*")) {
    for (const { name } of [...element.attributes]) {
      if (NAMES.some((begin) => name.startsWith(begin))) element.setAttribute(name, "renamed");
    }
  }
  return button;
}

function press(button: Element, recipes: readonly PageRecipe[]) {
  const path: EventTarget[] = [];
  for (let at: Element | null = button; at; at = at.parentElement) path.push(at);
  const read = (href: string) => numberReader.parseTextRoute(href, "US");
  const route = textButtonRoute(path, read, {
    ...ports,
    byRecipe: () => recipeRoute(path, recipes, ports),
    onPage: () => numbersOnPage(document, null, ports),
  });
  return route && { recipients: route.recipients, guessed: route.guessed };
}

it("knows a recipe for each CRM that has a test page", () => {
  for (const crm of CRMS) {
    const name = crm.slice("crm-".length);
    const of = KNOWN_RECIPES.filter((recipe) => recipe.name.toLowerCase().startsWith(name));
    expect(of.length, name).toBeGreaterThan(0);
  }
});

describe.each(CRMS)("%s, redesigned", (crm) => {
  it.each(KNOWN_RECIPES)("is not harmed by $name ($site)", (recipe) => {
    const button = show(crm);
    expect(press(button, [recipe])).toEqual(press(button, []));
  });
});
