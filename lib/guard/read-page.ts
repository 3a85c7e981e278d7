import { markPage } from "./marked-page.ts";
import { recipeRoute } from "./routes/recipe-route.ts";
import { textButtonRoute } from "./routes/text-button.ts";
import type { ReadPage, Stage } from "./stage.ts";

/** Marks, and buttons without a number of their own. */
export function readPage(stage: Stage, signal: AbortSignal): ReadPage {
  const { ports, reader, config } = stage;
  const nearby = { reader, shadowOf: ports.shadowOf, country: () => config().defaultCountry };
  return {
    ...markPage(stage, signal),
    textButton: (path, read) =>
      textButtonRoute(path, read, nearby, () => recipeRoute(path, config().recipes, nearby)),
  };
}
