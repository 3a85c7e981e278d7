import { matchesSite } from "../settings/site-pattern.ts";
import { KNOWN_RECIPES } from "./known-recipes.ts";
import type { PageRecipe, Recipe } from "./recipe.ts";

/** The recipes of a page, by any of its addresses; a company's own come before the known ones. */
export const recipesFor = (
  addresses: readonly string[],
  own: readonly Recipe[],
): readonly PageRecipe[] =>
  [...own, ...KNOWN_RECIPES]
    .filter(({ site }) => addresses.some((address) => matchesSite(site, address)))
    .map(({ button, scope, number }) => ({
      button,
      number,
      ...(scope === undefined ? {} : { scope }),
    }));
