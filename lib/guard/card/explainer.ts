import { guardEmbeddable } from "../routes/embeddable.ts";
import type { Explainer, Stage } from "../stage.ts";
import { type Card, createCard } from "./card.ts";
import { createCardHost } from "./card-host.ts";
import { createFirstHint } from "./first-hint.ts";
import { createHoverCard } from "./hover-card.ts";

/** What speaks to a person. In most frames there is never anything to say: what that needs is made when there is. */
export function startExplaining(stage: Stage, signal: AbortSignal): Explainer {
  const { window, ports, reader, verdicts, config } = stage;
  let card: Card | null = null;

  const begin = (): Card => {
    if (card) return card;
    const host = createCardHost(window.document, () => config().theme, signal);
    const made = createCard(window.document, host, ports);
    const hint = createFirstHint(stage, host, made.isOpen, signal);
    createHoverCard(stage, host, () => made.isOpen() || hint.isShown(), signal);
    card = made;
    return made;
  };

  guardEmbeddable(window, { policy: config, verdicts, reader, t: ports.t }, signal);
  return {
    begin,
    explain: (refusal) => begin().show(refusal),
    checking: (waiting) => {
      if (waiting || card) begin().checking(waiting);
    },
  };
}
