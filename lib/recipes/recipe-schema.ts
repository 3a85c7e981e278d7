import { z } from "zod";
import { parseSitePattern } from "../settings/site-pattern.ts";
import type { Recipe, TaughtRecipe } from "./recipe.ts";

/** A selector is only ever matched; what a browser cannot read matches nothing. */
const selector = z.string().trim().min(1).max(500);

const taughtShape = {
  name: z.string().trim().min(1).max(100),
  button: selector,
  scope: selector.exactOptional(),
  number: selector,
};

export const taughtRecipeSchema: z.ZodType<TaughtRecipe> = z.strictObject(taughtShape);

export const recipeSchema: z.ZodType<Recipe> = z.strictObject({
  ...taughtShape,
  site: z.string().transform((text, context) => {
    const parsed = parseSitePattern(text);
    if (parsed.ok) return parsed.pattern;
    context.addIssue({ code: "custom", message: parsed.code });
    return z.NEVER;
  }),
});

export const MAX_RECIPES = 200;

/** What an export of recipes holds, and what an import takes. */
const recipeFileSchema = z.strictObject({
  format: z.literal("consent-guard-recipes"),
  version: z.literal(1),
  recipes: z.array(recipeSchema).max(MAX_RECIPES),
});

export const writeRecipeFile = (recipes: readonly Recipe[]): string =>
  `${JSON.stringify({ format: "consent-guard-recipes", version: 1, recipes }, null, 2)}\n`;

/** The recipes of a file; null when it is none of ours. */
export function readRecipeFile(text: string): readonly Recipe[] | null {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const parsed = recipeFileSchema.safeParse(raw);
  return parsed.success ? parsed.data.recipes : null;
}
