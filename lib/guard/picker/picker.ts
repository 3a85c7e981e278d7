import type { FailureCode } from "../../failure.ts";
import type { E164 } from "../../phone/e164.ts";
import { formatShort } from "../../phone/format.ts";
import { deriveRecipe } from "../../recipes/derive-recipe.ts";
import type { PageRecipe, TaughtRecipe } from "../../recipes/recipe.ts";
import type { Theme } from "../../settings/settings.ts";
import { attribute } from "../element-access.ts";
import type { GuardPorts } from "../ports.ts";
import type { NearbyPorts } from "../routes/nearest-number.ts";
import { recipeRoute } from "../routes/recipe-route.ts";
import { createPickerView } from "./picker-view.ts";
import { type Picking, picking, setPicking } from "./picking.ts";
import {
  buttonAt,
  buttonsOf,
  elementUnder,
  inOneRoot,
  numbersAt,
  numbersOf,
  pathFrom,
} from "./pointed-at.ts";

export interface PickerPorts extends Pick<GuardPorts, "t" | "shadowOf"> {
  /** Tells the background what was learned, or that the person has left; null when it was taken. */
  readonly done: (recipe: TaughtRecipe | null) => Promise<FailureCode | null>;
  /** Tells the pickers of the page's other frames that the person points here, or is asked here. */
  readonly here: (picker: string, asking: boolean) => void;
  readonly onTeaching: (
    listener: (told: { readonly picker: string | null; readonly asking: boolean }) => void,
    signal: AbortSignal,
  ) => void;
}

/** Events by which a page could notice what a person points at. */
const EVENTS =
  "pointerdown pointerup pointermove pointerover pointerout mousedown mouseup mousemove mouseover mouseout touchstart touchend click auxclick dblclick contextmenu keydown keypress keyup dragstart submit beforeinput".split(
    " ",
  );
/** Preventing these would also prevent the click or the scrolling that follows. */
const STOP_ONLY = /^(?:touch|pointer)/;
const SCROLLING = /^(?:Arrow|Page|Home$|End$)/;
const MAX_NAME = 60;

const nameOf = (button: Element): string => {
  const label = attribute(button, "aria-label") ?? attribute(button, "title") ?? button.textContent;
  return label?.replace(/\s+/g, " ").trim().slice(0, MAX_NAME) || button.localName;
};

/** The recipe out of what a person pointed at, if the guard itself reads this very number by it. */
function learn(button: Element, number: Element, meant: E164, near: NearbyPorts) {
  const pair = inOneRoot(button, number);
  const recipe = pair && deriveRecipe(...pair);
  const read = recipe && recipeRoute(pathFrom(button), [recipe], near);
  return read?.recipients.length === 1 && read.recipients[0] === meant ? recipe : null;
}

/** Lets a person point at a text button and at its number, asks whether it is right, and tells the background. */
export function startPicker(
  window: Window & typeof globalThis,
  ports: PickerPorts,
  near: NearbyPorts,
  theme: Theme,
): void {
  const { document } = window;
  const { t, shadowOf } = ports;
  picking()?.stop();
  const end = new AbortController();
  const view = createPickerView(document, t("picker_title"), theme, end.signal);
  const id = crypto.randomUUID();
  /** One frame of the page speaks to the person: the outermost, until they point in another. */
  let speaks = window.parent === window;
  /** Another frame asks them something. */
  let isQuiet = false;
  /** What was learned is on its way. */
  let isDone = false;
  let button: Element | null = null;
  /** Pointing is over: only our own buttons are left. */
  let asking = false;
  let pointed: Element | null = null;

  const point = (element: Element | null): void => {
    pointed = element;
    view.point(element);
  };

  const stop = (): void => {
    end.abort();
    setPicking(null);
  };

  const leave = (): void => {
    isDone = true;
    stop();
    void ports.done(null);
  };

  const speak = (): void => {
    speaks = true;
    view.show(true);
    ports.here(id, asking);
  };

  ports.onTeaching(({ picker, asking: elsewhere }) => {
    if (picker === id || isDone) return;
    if (picker === null) {
      stop();
      return;
    }
    isQuiet = elsewhere;
    speaks = false;
    view.show(false);
    point(null);
  }, end.signal);

  const begin = (): void => {
    button = null;
    if (asking) ports.here(id, false);
    asking = false;
    view.keep(null);
    point(null);
    view.say(t("picker_button"));
  };

  const save = async (name: string, recipe: PageRecipe): Promise<void> => {
    isDone = true;
    const failure = await ports.done({ name, ...recipe });
    view.say(t(failure ? `failure_${failure.replaceAll("-", "_")}` : "picker_saved"), [
      { label: t("picker_close"), onPress: stop },
    ]);
  };

  const chooseNumber = (from: Element, element: Element): void => {
    const found = numbersAt(element, near);
    const [number, another] = found?.numbers ?? [];
    const recipe = found && number && !another && learn(from, found.element, number, near);
    if (!recipe) {
      view.refuse(t(another ? "picker_several" : number ? "picker_apart" : "picker_no_number"));
      return;
    }
    asking = true;
    ports.here(id, true);
    point(found.element);
    view.say(t("picker_confirm", [formatShort(number)]), [
      { label: t("picker_yes"), onPress: () => void save(nameOf(from), recipe) },
      { label: t("picker_again"), onPress: begin },
      { label: t("picker_cancel"), onPress: leave },
    ]);
  };

  const choose = (element: Element): void => {
    if (element instanceof HTMLIFrameElement) {
      element.focus();
      return;
    }
    if (button) {
      chooseNumber(button, element);
      return;
    }
    button = buttonAt(element);
    view.keep(button);
    point(null);
    if (button) view.say(t("picker_number"));
  };

  const step = (back: boolean): void => {
    const all = button ? numbersOf(document, near) : buttonsOf(document, shadowOf);
    const at = pointed ? all.indexOf(pointed) : -1;
    const next = back ? (at <= 0 ? all.length : at) - 1 : (at + 1) % all.length;
    point(all[next] ?? null);
    pointed?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (pointed) view.tell(button ? (pointed.textContent ?? "") : nameOf(pointed));
  };

  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape") leave();
    else if (event.key === "Tab") {
      if (asking) view.focusNext(event.shiftKey);
      else step(event.shiftKey);
    } else if (event.key === "Enter" && pointed && !asking && !event.repeat) choose(pointed);
  };

  const take = (event: Event): void => {
    const key = event instanceof KeyboardEvent && event.type === "keydown" ? event : null;
    if (view.holds(event)) {
      if (key?.key === "Tab" || key?.key === "Escape") {
        event.preventDefault();
        onKey(key);
      }
      return;
    }
    event.stopImmediatePropagation();
    if (!speaks && !isQuiet) speak();
    const own = event instanceof KeyboardEvent && (event.ctrlKey || event.metaKey || event.altKey);
    const scrolls = event instanceof KeyboardEvent && SCROLLING.test(event.key);
    if (!STOP_ONLY.test(event.type) && !own && !scrolls) event.preventDefault();
    if (key && !own) onKey(key);
    if (asking || isQuiet || !(event instanceof MouseEvent)) return;
    const element = elementUnder(event, shadowOf);
    if (event.type === "click" && event.detail < 2 && element) choose(element);
    if (event.type === "pointermove") {
      point(element && (button ? element : buttonAt(element)));
    }
  };

  const own: Picking = { take, stop };
  setPicking(own);
  for (const type of EVENTS) {
    const onEvent = (event: Event): void => {
      if (event.isTrusted) take(event);
    };
    window.addEventListener(type, onEvent, {
      capture: true,
      passive: false,
      signal: end.signal,
    });
  }
  view.show(speaks);
  begin();
}
