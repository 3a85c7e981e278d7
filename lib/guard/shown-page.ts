import { createCard } from "./card/card.ts";
import { markPage } from "./marked-page.ts";
import { recipeRoute } from "./routes/recipe-route.ts";
import { textButtonRoute } from "./routes/text-button.ts";
import type { StartShowing } from "./stage.ts";

/** All that needs a page to be there: marks, the card, buttons without a number of their own. */
export const showPage: StartShowing = (stage, signal) => {
  const { window, ports, reader, config } = stage;
  const nearby = { reader, shadowOf: ports.shadowOf, country: () => config().defaultCountry };
  const card = createCard(window.document, ports, signal);
  return {
    ...markPage(stage, signal),
    explain: card.show,
    checking: card.checking,
    textButton: (path, read) =>
      recipeRoute(path, config().recipes, nearby) ?? textButtonRoute(path, read, nearby),
  };
};
