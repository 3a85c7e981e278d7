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
  /** A refusal is shown, which takes the focus until it is closed. */
  let isOpen = false;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CARD_CSS);

  const close = (): void => {
    host?.remove();
    host = null;
    isOpen = false;
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

  const keepAttached = (element: HTMLElement, root: ShadowRoot, place: Element): void => {
    let budget = REATTACH_BUDGET;
    const observer = new MutationObserver(() => {
      if (host !== element || signal.aborted) observer.disconnect();
      else if (!element.isConnected && budget-- > 0) {
        place.append(element);
        element.showPopover();
        if (isOpen) root.querySelector("button")?.focus();
      }
    });
    observer.observe(place, { childList: true });
  };

  /** A page's open modal dialog makes everything outside it inert. */
  const placeFor = (): Element =>
    [...document.querySelectorAll("dialog:modal")].at(-1) ?? document.documentElement;

  const put = (kind: string, role: string, parts: readonly Element[]): ShadowRoot => {
    host?.remove();
    host = document.createElement(CARD_TAG);
    // Above dialogs and what is shown in full screen.
    host.popover = "manual";
    const root = host.attachShadow({ mode: "closed" });
    root.adoptedStyleSheets.push(sheet);
    const card = document.createElement("section");
    card.className = `card ${kind}`;
    card.setAttribute("role", role);
    card.setAttribute("aria-labelledby", "title");
    card.setAttribute("aria-describedby", "text");
    card.append(...parts);
    card.addEventListener("keydown", (event) => trapFocus(event, root));
    root.append(card);
    const place = placeFor();
    place.append(host);
    host.showPopover();
    keepAttached(host, root, place);
    return root;
  };

  const heading = (text: string): HTMLHeadingElement => {
    const title = document.createElement("h2");
    title.id = "title";
    title.textContent = text;
    return title;
  };

  const show = (refusal: Refusal): void => {
    before = isOpen ? before : document.activeElement;
    isOpen = true;
    const content = cardContent(refusal, t);
    const text = document.createElement("div");
    text.id = "text";
    text.append(...content.lines.map((line) => paragraph(line)), paragraph(content.wayOn, "way"));
    const parts = [heading(content.title), text, buttons(refusal)];
    put(refusal.decision, "alertdialog", parts).querySelector("button")?.focus();
  };

  /** Says that a text waits for its answer; takes no focus, since it is gone in a moment. */
  const checking = (waiting: boolean): void => {
    if (isOpen) return;
    if (waiting) put("wait", "status", [heading(t("card_title_checking"))]);
    else host?.remove();
  };

  signal.addEventListener("abort", () => {
    host?.remove();
    host = null;
  });
  return { show, checking };
}
