import type { PageRecipe } from "../../recipes/recipe.ts";
import { closestOf, matches } from "../element-access.ts";
import { type NearbyPorts, numbersIn } from "./nearest-number.ts";
import type { TriedRoute } from "./tried-route.ts";

/** What the browser cannot read as a selector matches nothing. */
function fits(element: Element, selector: string): boolean {
  try {
    return matches(element, selector);
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}

function find(root: ParentNode, selector: string): readonly Element[] {
  try {
    return [...root.querySelectorAll(selector)];
  } catch (error) {
    if (error instanceof DOMException) return [];
    throw error;
  }
}

function scopeOf(button: Element, { scope }: PageRecipe): ParentNode | null {
  if (scope === undefined) return button.getRootNode() as Document | ShadowRoot;
  try {
    return closestOf(button, scope);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** The text that a button means by one of its site's recipes; null where none fits or finds a number. */
export function recipeRoute(
  path: readonly EventTarget[],
  recipes: readonly PageRecipe[],
  ports: NearbyPorts,
): TriedRoute | null {
  if (recipes.length === 0) return null;
  for (const element of path) {
    if (!(element instanceof Element)) continue;
    for (const recipe of recipes) {
      if (!fits(element, recipe.button)) continue;
      const scope = scopeOf(element, recipe);
      const holders = scope ? find(scope, recipe.number) : [];
      const numbers = new Set(holders.flatMap((holder) => [...numbersIn(holder, ports)]));
      if (numbers.size === 0) continue;
      return { recipients: [...numbers], unreadable: [], element, guessed: numbers.size > 1 };
    }
  }
  return null;
}
