import type { CheckResult } from "../../messages/protocol.ts";
import type { NumberPlace } from "../number-place.ts";
import { picking } from "../picker/picking.ts";
import type { Stage } from "../stage.ts";
import type { CardHost } from "./card-host.ts";
import { button } from "./elements.ts";
import { hoverContent } from "./hover-content.ts";

/** Long enough that a pointer on its way shows nothing. */
const REST_MS = 450;
/** Long enough for a pointer on its way into the card. */
const LEAVE_MS = 300;
const GAP = 6;

const isEditable = (element: Element | null): boolean =>
  element instanceof HTMLElement &&
  (element.isContentEditable || element.matches("input,textarea,select,[role=textbox]"));

const overlaps = (a: DOMRect, b: DOMRect): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Tells of a marked number while the pointer rests on it or its link has the focus. Takes no focus and covers no draft. */
export function createHoverCard(
  { window, ports, page }: Stage,
  host: CardHost,
  /** A refusal is shown: nothing else is. */
  isTaken: () => boolean,
  signal: AbortSignal,
): void {
  const { document } = window;
  let shown: NumberPlace | null = null;
  /** The link whose focus the card tells of; it gets the focus back from the card's buttons. */
  let link: (Element & HTMLOrSVGElement) | null = null;
  let buttons: readonly HTMLButtonElement[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  const hide = (): void => {
    clearTimeout(timer);
    timer = undefined;
    asked++;
    const was = shown;
    shown = null;
    link = null;
    if (was && !isTaken()) host.remove();
  };

  const backToLink = (): void => {
    const place = link;
    if (place?.isConnected) place.focus();
    // After it: the focus is given back, and tells of nothing anew.
    hide();
  };

  /** Below the number, above it where there is no room; null where it would cover what is being typed. */
  const place = (card: HTMLElement, { box }: NumberPlace): boolean => {
    const { width, height } = card.getBoundingClientRect();
    const left = Math.max(8, Math.min(box.left, window.innerWidth - width - 8));
    const below = box.bottom + GAP;
    const top = below + height <= window.innerHeight ? below : Math.max(8, box.top - GAP - height);
    card.style.left = `${left}px`;
    card.style.top = `${top}px`;
    const draft = document.activeElement;
    const covers =
      isEditable(draft) &&
      overlaps(card.getBoundingClientRect(), (draft as Element).getBoundingClientRect());
    return !covers;
  };

  const put = (result: CheckResult, at: NumberPlace): void => {
    const actions = document.createElement("div");
    actions.className = "actions";
    const again = button(ports.t("check_now"), () => void show(at, true));
    const open = button(ports.t("card_open_popup"), () => {
      void ports.ask("guard/open-popup", { recipient: at.number });
    });
    actions.append(again, open);
    const had = focusedButton();
    const from = link;
    shown = null;
    const { card } = host.put("hover", "dialog", [...hoverContent(result, ports.t), actions]);
    card.setAttribute("aria-live", "polite");
    card.addEventListener("keydown", (event) => event.stopPropagation());
    shown = at;
    // The old card may have had the focus.
    link = from;
    buttons = [again, open];
    if (!place(card, at)) hide();
    else buttons[had]?.focus();
  };

  const focusedButton = (): number => buttons.findIndex((one) => one.matches(":focus"));

  /** Out of the link into the card, through its buttons, and back to the link. */
  const onTab = (event: KeyboardEvent): void => {
    const at = focusedButton();
    if (at < 0 && (event.shiftKey || !link || document.activeElement !== link)) return;
    const next = at + (event.shiftKey ? -1 : 1);
    event.stopPropagation();
    // Past the last one the browser goes on from the link.
    if (next < buttons.length) event.preventDefault();
    if (buttons[next]) buttons[next].focus();
    else backToLink();
  };

  const show = async (at: NumberPlace, live: boolean): Promise<void> => {
    const turn = ++asked;
    const result = await ports.ask("guard/details", { recipient: at.number, live });
    if (!result || turn !== asked || isTaken() || signal.aborted) return;
    put(result, at);
  };

  const later = (find: () => NumberPlace | null): void => {
    clearTimeout(timer);
    // What is asked for no longer would come between a person and what they are about to press.
    asked++;
    timer = setTimeout(() => {
      const at = find();
      if (!at || picking()) hide();
      else if (at.number !== shown?.number && !isTaken()) void show(at, false);
    }, REST_MS);
  };

  const onMove = (event: PointerEvent): void => {
    if (event.pointerType === "touch" || event.buttons !== 0) return;
    if (host.owns(event)) {
      clearTimeout(timer);
      return;
    }
    const { clientX: x, clientY: y } = event;
    if (shown) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const at = page()?.numberAt(x, y) ?? null;
        if (at?.number !== shown?.number) hide();
      }, LEAVE_MS);
    } else later(() => page()?.numberAt(x, y) ?? null);
  };

  const onFocus = (event: FocusEvent): void => {
    const [target] = event.composedPath();
    // A closed refusal gives the focus back.
    if (isTaken() || host.owns(event)) return;
    if (!(target instanceof Element) || isEditable(target)) return;
    // A focus that the mouse gave is the pointer's to tell of.
    if (!target.matches(":focus-visible")) return;
    later(() => {
      const at = page()?.numberOf(target) ?? null;
      link = at && (target as Element & HTMLOrSVGElement);
      return at;
    });
  };

  const onKey = (event: KeyboardEvent): void => {
    if (isTaken()) {
      // The press that was refused was held before it could end this card.
      hide();
      return;
    }
    if (shown && event.key === "Tab") onTab(event);
    if (shown && event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      backToLink();
    }
    if (host.owns(event)) return;
    if (event.key !== "Shift" && event.key !== "Control" && event.key !== "Tab") hide();
  };

  const outside = (event: Event): void => {
    if (!host.owns(event)) hide();
  };

  const onLeft = ({ relatedTarget }: FocusEvent): void => {
    if (!host.is(relatedTarget)) hide();
  };

  const options = { capture: true, passive: true, signal };
  window.addEventListener("pointermove", onMove, options);
  window.addEventListener("focusin", onFocus, options);
  window.addEventListener("keydown", onKey, { capture: true, signal });
  window.addEventListener("focusout", onLeft, options);
  for (const type of ["pointerdown", "wheel"]) {
    window.addEventListener(type, outside, options);
  }
  signal.addEventListener("abort", hide);
}
