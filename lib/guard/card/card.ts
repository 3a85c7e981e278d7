import type { GuardPorts } from "../ports.ts";
import type { Refusal } from "../routes/gate.ts";
import { CARD_CSS } from "./card.css.ts";
import { cardContent } from "./card-content.ts";

export const CARD_TAG = "consent-guard-card";
/** An app that removes foreign children gets our host back so often, and no more. */
const REATTACH_BUDGET = 5;

/** Explains a refused text in a closed shadow root of our own; keyboard first, and focus goes back. */
export function createCard(document: Document, ports: GuardPorts, signal: AbortSignal) {
  const { t, ask } = ports;
  let host: HTMLElement | null = null;
  let before: Element | null = null;

  const close = (): void => {
    host?.remove();
    host = null;
    if (before instanceof HTMLElement && before.isConnected) before.focus();
    before = null;
  };

  const button = (label: string, onPress: () => void, primary = false): HTMLButtonElement => {
    const element = document.createElement("button");
    element.type = "button";
    element.textContent = label;
    if (primary) element.className = "primary";
    // A page's script must not press our buttons.
    element.addEventListener("click", (event) => {
      if (event.isTrusted) onPress();
    });
    return element;
  };

  const paragraph = (text: string, className = ""): HTMLParagraphElement => {
    const element = document.createElement("p");
    element.textContent = text;
    if (className) element.className = className;
    return element;
  };

  const buttons = (refusal: Refusal): HTMLElement => {
    const actions = document.createElement("div");
    actions.className = "actions";
    actions.append(button(t("card_close"), close, true));
    const [first] = refusal.verdicts.filter(({ kind }) => kind !== "clear");
    if (first) {
      const check = (): void => void ask("guard/open-popup", { recipient: first.recipient });
      actions.append(button(t("card_check"), check));
    }
    if (refusal.decision === "warn") {
      const override = (): void => {
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
    const all = [...root.querySelectorAll("button")];
    const at = all.indexOf(root.activeElement as HTMLButtonElement);
    const next = all[(at + (event.shiftKey ? all.length - 1 : 1)) % all.length];
    event.preventDefault();
    next?.focus();
  };

  const keepAttached = (element: HTMLElement): void => {
    let budget = REATTACH_BUDGET;
    const observer = new MutationObserver(() => {
      if (host !== element || signal.aborted) observer.disconnect();
      else if (!element.isConnected && budget-- > 0) document.documentElement.append(element);
    });
    observer.observe(document.documentElement, { childList: true });
  };

  const show = (refusal: Refusal): void => {
    const returnTo = host ? before : document.activeElement;
    host?.remove();
    before = returnTo;
    host = document.createElement(CARD_TAG);
    const root = host.attachShadow({ mode: "closed" });
    const style = document.createElement("style");
    style.textContent = CARD_CSS;
    const card = document.createElement("section");
    card.className = `card ${refusal.decision}`;
    card.setAttribute("role", "alertdialog");
    card.setAttribute("aria-labelledby", "title");
    card.setAttribute("aria-describedby", "text");
    const title = document.createElement("h2");
    title.id = "title";
    const text = document.createElement("div");
    text.id = "text";
    const content = cardContent(refusal, t);
    title.textContent = content.title;
    text.append(...content.lines.map((line) => paragraph(line)), paragraph(content.wayOn, "way"));
    card.append(title, text, buttons(refusal));
    card.addEventListener("keydown", (event) => trapFocus(event, root));
    root.append(style, card);
    document.documentElement.append(host);
    keepAttached(host);
    root.querySelector("button")?.focus();
  };

  signal.addEventListener("abort", () => {
    host?.remove();
    host = null;
  });
  return { show };
}
