import fc from "fast-check";
import { expect, it } from "vitest";
import { KNOWN_RECIPES } from "../../../lib/recipes/known-recipes.ts";
import {
  readRecipeFile,
  recipeSchema,
  writeRecipeFile,
} from "../../../lib/recipes/recipe-schema.ts";
import { recipesFor } from "../../../lib/recipes/recipes-for.ts";

it("writes what it reads", () => {
  expect(readRecipeFile(writeRecipeFile(KNOWN_RECIPES))).toEqual(KNOWN_RECIPES);
});

it("takes no other file, and never throws", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(readRecipeFile(text)).toBeNull();
    }),
  );
  const bad = {
    format: "consent-guard-recipes",
    version: 1,
    recipes: [{ name: "x", site: "*://*/*", button: "a", number: "b" }],
  };
  expect(readRecipeFile(JSON.stringify(bad))).toBeNull();
});

it.each(KNOWN_RECIPES)("$name is a recipe", (recipe) => {
  expect(recipeSchema.safeParse(recipe).success).toBe(true);
});

it("gives a page the recipes of its own site alone, the company's first", () => {
  const own = { name: "ours", site: "https://*.gohighlevel.com/*", button: ".x", number: ".y" };
  const [first, ...rest] = recipesFor(["https://app.gohighlevel.com/v2/contact"], [own]);
  expect(first).toEqual({ button: ".x", number: ".y" });
  expect(rest.length).toBeGreaterThan(0);
  expect(recipesFor(["https://evil.example/?u=https://app.gohighlevel.com/"], [own])).toEqual([]);
});
