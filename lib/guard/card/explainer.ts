import type { Explainer, Stage } from "../stage.ts";
import { createCard } from "./card.ts";

export function startExplaining({ window, ports }: Stage, signal: AbortSignal): Explainer {
  const card = createCard(window.document, ports, signal);
  return { explain: card.show, checking: card.checking };
}
