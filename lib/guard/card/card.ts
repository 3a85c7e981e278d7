import type { GuardPorts } from "../ports.ts";
import type { Refusal } from "../routes/gate.ts";
import { type CardContent, cardContent, inOneLine } from "./card-content.ts";
import type { CardHost } from "./card-host.ts";
import { button, heading, link, paragraph } from "./elements.ts";

/** Sooner than this nobody has read what the card says. */
const READ_MS = 500;

/** Explains a refused text in a closed shadow root of our own; keyboard first, and focus goes back. */
export function createCard(document: Document, host: CardHost, ports: GuardPorts) {
  const { t, ask } = ports;
  let before: Element | null = null;
  /** A refusal is shown, which takes the focus until it is closed. */
  let isOpen = false;
  /** It gives the focus back: by nobody's wish to be told of what has it. */
  let isClosing = false;
  let shownAt = 0;

  const close = (): void => {
    const back = before;
    before = null;
    isOpen = false;
    host.remove();
    isClosing = true;
    if (back instanceof HTMLElement && back.isConnected) back.focus();
    isClosing = false;
  };

  const buttons = (refusal: Refusal, { calls }: CardContent): HTMLElement => {
    const actions = document.createElement("div");
    actions.className = "actions";
    actions.append(
      button(t("card_close"), close, true),
      ...calls.map((number) => link(t("card_call", [inOneLine(number)]), `tel:${number}`)),
    );
    const [first] = refusal.verdicts.filter(({ kind }) => kind !== "clear");
    if (first) {
      const check = (): void => void ask("guard/open-popup", { recipient: first.recipient });
      actions.append(button(t("card_check"), check));
    }
    if (refusal.decision === "warn") {
      const override = ({ detail: byMouse }: MouseEvent): void => {
        // A press that was on its way before the card was there, or that meant what covers it, is no decision.
        const early = byMouse > 0 && performance.now() - shownAt < READ_MS;
        if (early || !host.isOnTop()) return;
        close();
        refusal.override();
      };
      actions.append(button(t("card_text_anyway"), override));
    }
    return actions;
  };

  const trapFocus = (event: KeyboardEvent, root: ShadowRoot): void => {
    event.stopPropagation();
    if (event.key === "Escape") close();
    if (event.key !== "Tab") return;
    const all = [...root.querySelectorAll<HTMLElement>("button,a")];
    const at = all.indexOf(root.activeElement as HTMLElement);
    const next = all[(at + (event.shiftKey ? all.length - 1 : 1)) % all.length];
    event.preventDefault();
    next?.focus();
  };

  const focusFirst = (root: ShadowRoot): void => root.querySelector("button")?.focus();

  const show = (refusal: Refusal): void => {
    before = isOpen ? before : document.activeElement;
    isOpen = true;
    const content = cardContent(refusal, t);
    const text = document.createElement("div");
    text.id = "text";
    text.append(...content.lines.map((line) => paragraph(line)), paragraph(content.wayOn, "way"));
    const parts = [heading(content.title), text, buttons(refusal, content)];
    shownAt = performance.now();
    const { root, card } = host.put(refusal.decision, "alertdialog", parts, focusFirst);
    card.addEventListener("keydown", (event) => trapFocus(event, root));
    focusFirst(root);
  };

  /** Says that a text waits for its answer; takes no focus, since it is gone in a moment. */
  const checking = (waiting: boolean): void => {
    if (isOpen) return;
    if (waiting) host.put("wait", "status", [heading(t("card_title_checking"))]);
    else host.remove();
  };

  return { show, checking, isOpen: (): boolean => isOpen || isClosing };
}

export type Card = ReturnType<typeof createCard>;
