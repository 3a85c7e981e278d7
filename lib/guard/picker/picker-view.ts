import type { Theme } from "../../settings/settings.ts";
import { PICKER_CSS } from "./picker.css.ts";

export interface PickerChoice {
  readonly label: string;
  readonly onPress: () => void;
}

export const PICKER_TAG = "consent-guard-picker";
/** An app that removes foreign children gets our host back so often, and no more. */
const REATTACH_BUDGET = 5;

/**
 * The bar that says what to do, and the rings around what is pointed at: in a closed
 * shadow root of our own, over the page, which is not touched.
 */
export function createPickerView(
  document: Document,
  title: string,
  theme: Theme,
  signal: AbortSignal,
) {
  const { defaultView: window, documentElement } = document;
  const before = document.activeElement;
  const host = document.createElement(PICKER_TAG);
  host.popover = "manual";
  const root = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(PICKER_CSS);
  root.adoptedStyleSheets.push(sheet);

  const make = (name: string, className: string): HTMLElement => {
    const element = document.createElement(name);
    element.className = className;
    return element;
  };
  const bar = make("section", "bar");
  bar.setAttribute("aria-label", title);
  if (theme !== "auto") bar.style.colorScheme = theme;
  const heading = make("h2", "");
  heading.textContent = title;
  const spoken = make("div", "");
  spoken.setAttribute("role", "status");
  const instruction = make("p", "");
  const seen = make("p", "seen");
  const wrong = make("p", "wrong");
  const actions = make("div", "actions");
  spoken.append(instruction, seen, wrong);
  bar.append(heading, spoken, actions);
  const kept = make("div", "ring kept");
  const pointed = make("div", "ring");
  kept.hidden = true;
  pointed.hidden = true;
  root.append(kept, pointed, bar);

  const around = new Map<HTMLElement, Element | null>();
  const draw = (ring: HTMLElement): void => {
    const element = around.get(ring);
    ring.hidden = !element?.isConnected;
    if (!element || ring.hidden) return;
    const { left, top, width, height } = element.getBoundingClientRect();
    ring.style.cssText = `left:${left}px;top:${top}px;width:${width}px;height:${height}px`;
  };

  // What lies under the bar can be pointed at too.
  bar.addEventListener("pointerenter", () => {
    if (!actions.firstChild) bar.classList.toggle("up");
  });

  let budget = REATTACH_BUDGET;
  const attach = (): void => {
    ([...document.querySelectorAll("dialog:modal")].at(-1) ?? documentElement).append(host);
    host.showPopover();
  };
  const follow = (): void => {
    if (signal.aborted) return;
    if (!host.isConnected && budget-- > 0) attach();
    draw(kept);
    draw(pointed);
    window?.requestAnimationFrame(follow);
  };
  attach();
  follow();
  signal.addEventListener("abort", () => {
    const hadFocus = document.activeElement === host;
    host.remove();
    if (hadFocus && before instanceof HTMLElement && before.isConnected) before.focus();
  });

  const button = ({ label, onPress }: PickerChoice, index: number): HTMLElement => {
    const element = make("button", index === 0 ? "primary" : "");
    element.textContent = label;
    // A page's script must not press our buttons.
    element.addEventListener("click", (event) => {
      if (event.isTrusted) onPress();
    });
    return element;
  };

  return {
    /** Another frame of the page speaks, or this one. */
    show: (speaks: boolean): void => {
      bar.hidden = !speaks;
    },
    /** Whether an event is meant for the bar. */
    holds: (event: Event): boolean => event.composedPath().includes(host),
    /** What to do now; the first choice takes the focus. */
    say: (text: string, choices: readonly PickerChoice[] = []): void => {
      instruction.textContent = text;
      seen.textContent = "";
      wrong.textContent = "";
      actions.replaceChildren(...choices.map(button));
      actions.querySelector("button")?.focus();
    },
    /** What is pointed at, for those who do not see the ring. */
    tell: (text: string): void => {
      seen.textContent = text.replace(/\s+/g, " ").trim();
    },
    /** Why the last press was none. */
    refuse: (text: string): void => {
      wrong.textContent = text;
    },
    point: (element: Element | null): void => void around.set(pointed, element),
    keep: (element: Element | null): void => void around.set(kept, element),
    /** The next of our own buttons. */
    focusNext: (back: boolean): void => {
      const all = [...actions.querySelectorAll("button")];
      const at = all.indexOf(root.activeElement as HTMLButtonElement);
      all[(at + (back ? all.length - 1 : 1)) % all.length]?.focus();
    },
  };
}

export type PickerView = ReturnType<typeof createPickerView>;
