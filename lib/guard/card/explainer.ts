import { guardEmbeddable } from "../routes/embeddable.ts";
import type { Explainer, Stage } from "../stage.ts";
import { createCard } from "./card.ts";

export function startExplaining(stage: Stage, signal: AbortSignal): Explainer {
  const { window, ports, reader, verdicts, config } = stage;
  const card = createCard(window.document, ports, signal);
  guardEmbeddable(window, { policy: config, verdicts, reader, t: ports.t }, signal);
  return { explain: card.show, checking: card.checking };
}
