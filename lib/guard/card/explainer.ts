import { guardEmbeddable } from "../routes/embeddable.ts";
import type { Explainer, Stage } from "../stage.ts";
import { createCard } from "./card.ts";
import { createCardHost } from "./card-host.ts";
import { createFirstHint } from "./first-hint.ts";
import { createHoverCard } from "./hover-card.ts";

export function startExplaining(stage: Stage, signal: AbortSignal): Explainer {
  const { window, ports, reader, verdicts, config } = stage;
  const host = createCardHost(window.document, () => config().theme, signal);
  const card = createCard(window.document, host, ports);
  const hint = createFirstHint(stage, host, card.isOpen, signal);
  createHoverCard(stage, host, () => card.isOpen() || hint.isShown(), signal);
  guardEmbeddable(window, { policy: config, verdicts, reader, t: ports.t }, signal);
  return { explain: card.show, checking: card.checking };
}
