import { createCard } from "./card/card.ts";
import { markPage } from "./marked-page.ts";
import type { StartShowing } from "./stage.ts";

/** Marks and the card: all that a person sees. */
export const showPage: StartShowing = (stage, signal) => ({
  ...markPage(stage, signal),
  explain: createCard(stage.window.document, stage.ports, signal).show,
});
