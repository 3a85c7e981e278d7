// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { numberReader } from "../../../lib/guard/number-reader.ts";
import { recipeRoute } from "../../../lib/guard/routes/recipe-route.ts";
import { deriveRecipe } from "../../../lib/recipes/derive-recipe.ts";
import type { PageRecipe } from "../../../lib/recipes/recipe.ts";

const ports = { reader: numberReader, country: () => "US", shadowOf: () => null };

const get = (selector: string): Element => {
  const element = document.querySelector(selector);
  if (!element) throw new Error(`no ${selector}`);
  return element;
};

/** What a press on an element means by a recipe. */
function press(selector: string, recipe: PageRecipe): readonly string[] | null {
  const path: EventTarget[] = [];
  for (let at: Element | null = get(selector); at; at = at.parentElement) path.push(at);
  return recipeRoute(path, [recipe], ports)?.recipients ?? null;
}

const teach = (button: string, number: string): PageRecipe => {
  const recipe = deriveRecipe(get(button), get(number));
  if (!recipe) throw new Error("no recipe");
  return recipe;
};

it("holds for the same button in every row", () => {
  document.body.innerHTML = `<table>${["2671", "2672", "2673"]
    .map(
      (end, i) =>
        `<tr class="row css-1x2y3z4" id="row-${1000 + i}"><td class="phone">(415) 555-${end}</td><td>(212) 555-0199</td><td><button class="act" data-x="${i}" id="b${i}">✉</button></td></tr>`,
    )
    .join("")}</table>`;
  const recipe = teach("#b1", "#row-1001 .phone");
  expect(recipe.scope).toBe("tr.row");
  expect(press("#b1", { ...recipe, button: "button.act" })).toEqual(["+14155552672"]);
  const named = teach("#b0", "#row-1000 .phone");
  expect(press("#b0", named)).toEqual(["+14155552671"]);
});

it("finds the number elsewhere on the page when nothing names what they share", () => {
  document.body.innerHTML = `<header><button data-test="send-sms">Go</button></header><main><div><input name="contact.phone" value="415-555-2671"><input name="other" value="212-555-0199"></div></main>`;
  const recipe = teach("button", 'input[name="contact.phone"]');
  expect(recipe).toMatchObject({
    button: 'button[data-test="send-sms"]',
    number: 'input[name="contact.phone"]',
  });
  expect(press("button", recipe)).toEqual(["+14155552671"]);
});

it("does not lean on what a machine made up", () => {
  document.body.innerHTML = `<div class="css-9f8e7d6c"><button id="ember1234" class="sc-AbCdEf btn_x__3kfj2">T</button><span class="css-123abc">415-555-2671</span><span>212-555-0199</span></div>`;
  const { button, scope = "", number } = teach("button", "span");
  expect([button, scope, number].join(" ")).not.toMatch(/ember|css-|sc-|__/);
  expect(press("button", teach("button", "span"))).toEqual(["+14155552671"]);
});

it("asks rather than guesses when a recipe finds several numbers", () => {
  document.body.innerHTML = `<p><button class="t">T</button><b class="n">415-555-2671</b><b class="n">415-555-2672</b></p>`;
  const recipe = { button: ".t", scope: "p", number: ".n" };
  const route = recipeRoute([get(".t")], [recipe], ports);
  expect(route).toMatchObject({ guessed: true, recipients: ["+14155552671", "+14155552672"] });
});

it.each([
  ["a button that is not there", { button: ".gone", number: "b" }],
  ["a number that is not there", { button: "button", number: ".gone" }],
  ["a scope that is not there", { button: "button", scope: ".gone", number: "b" }],
  ["no selector at all", { button: "button[", scope: "((", number: "]" }],
  ["a broken scope", { button: "button", scope: "((", number: "b" }],
  ["a broken number", { button: "button", number: "b[" }],
])("does nothing with %s", (_, recipe) => {
  document.body.innerHTML = `<div><button>T</button><b>415-555-2671</b></div>`;
  expect(press("button", recipe)).toBeNull();
});
