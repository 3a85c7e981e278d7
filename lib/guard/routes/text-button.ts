import type { E164 } from "../../phone/e164.ts";
import { attribute, closestOf, matches } from "../element-access.ts";
import { type NearbyPorts, nearestNumbers, numbersIn } from "./nearest-number.ts";
import { PRESSABLE } from "./pressable.ts";
import type { ReadRoute } from "./route-of-event.ts";
import type { TriedRoute } from "./tried-route.ts";

/*
 * The rule. What a person presses is a text button when
 *   1. its own code says so: an attribute holds an address such as `sms:…`, or
 *   2. its label says so: `aria-label`, `title`, `value`, an image's `alt` or its text, or
 *   3. its name says so: id, name, class or a test or action attribute holds a word like `send-sms`, or
 *   4. it is the text half of RingCentral's own click-to-dial bubble.
 * Its number is the one in that address, else in its `data-*`, its code or its label,
 * else the one that its site's recipe finds, else the one of the row, field or card that
 * it stands in, else the one of the page: an action bar stands outside its record. Where
 * there are several it is a guess, which can warn but never block. Without any number it
 * is an ordinary button.
 */

const EDITABLE = "input,textarea,select,[contenteditable]:not([contenteditable=false i])";
/** Tabs, menus, switches and links to other pages show something. */
const ORDINARY =
  "[role=tab],[aria-haspopup]:not([aria-haspopup=false]):not([aria-haspopup=dialog]),[aria-pressed],a[href]:not([href^='#'],[href=''],[href^='javascript:' i],[onclick])";
/** A "Text" there formats. */
const TOOLBAR = "[role=toolbar]";
/** A "Text" there leads to all messages. */
const NAVIGATION = "nav,[role=navigation]";
const MAX_LEVELS = 4;
const MAX_LABEL = 60;

/** Anything like an address; whether it is a text route is for its reader to say. */
const ADDRESS = /[a-z][a-z0-9+.-]{2,}:[^\s'"`<>\\]*/gi;
const SAYS_SEND =
  /^\W*(?:send|new|compose|write|start|click to|click-to-)\s*(?:an?\s+|the\s+|new\s+)?(?:text|sms|mms)\b/i;
const SAYS_TEXT =
  /^\W*(?:(?:text|sms|mms)(?:\s*(?:message|msg|now|me|again|back|customer|contact|client|lead|this number))?\W*$|(?:text|sms)\s+(?:to\s+|with\s+)?[+(\d]|(?:text|sms)\s+(?:to|with|via)\s)/i;
/** In every language. */
const SAYS_SMS = /(?:^|[^\p{L}\d])(?:sms|mms)(?:$|[^\p{L}\d])/iu;
const ABOUT_TEXTS =
  /setting|histor|template|vorlage|verlauf|\blog|report|preference|campaign|consent|\bopt|status|notif|delete|edit|view|filter|count|received|inbox|\d\s*(?:sms|mms|text)/i;
const NAMED =
  /(?:^|[-_\s])(?:send[-_]?(?:sms|text|mms)|(?:sms|text)[-_]?(?:send|btn|button|now)|(?:click|tap)[-_]?(?:to|2)[-_]?(?:sms|text)|phone[-_]sms)(?:$|[-_\s])/i;
const NAMES = [
  "id",
  "name",
  "class",
  "data-action",
  "data-test",
  "data-testid",
  "data-selenium-test",
];
const NUMBER_NAME = /phone|number|mobile|cell|tel|sms|text|recipient|^data-(?:to|value)$/i;

const labelsOf = (control: Element): string[] => {
  const image = control.querySelector("img[alt],[aria-label],[title],svg title");
  const shown = control instanceof HTMLElement ? control.innerText : control.textContent;
  return [
    attribute(control, "aria-label"),
    attribute(control, "title"),
    control.localName === "input" ? attribute(control, "value") : null,
    image &&
      (attribute(image, "alt") ??
        attribute(image, "aria-label") ??
        attribute(image, "title") ??
        image.textContent),
    shown,
  ].flatMap((label) => {
    const text = label?.replace(/\s+/g, " ").trim() ?? "";
    return text !== "" && text.length <= MAX_LABEL ? text : [];
  });
};

const isSendLabel = (label: string): boolean => SAYS_SEND.test(label);
const isSmsLabel = (label: string): boolean =>
  isSendLabel(label) || (SAYS_SMS.test(label) && !ABOUT_TEXTS.test(label));

export const isTextLabel = (label: string): boolean => SAYS_TEXT.test(label) || isSmsLabel(label);

export const isTextName = (name: string): boolean =>
  NAMED.test(name.replace(/([a-z\d])([A-Z])/g, "$1-$2"));

/** What a person means who presses within this path; null when nothing that can be pressed. */
function controlOf(path: readonly EventTarget[]): Element | null {
  let level = 0;
  for (const node of path) {
    if (!(node instanceof Element)) continue;
    if (matches(node, PRESSABLE)) return matches(node, ORDINARY) ? null : node;
    if (matches(node, EDITABLE) || ++level >= MAX_LEVELS) return null;
  }
  return null;
}

/** RingCentral's bubble hangs beside the number that it means, on whichever side there is room. */
function numbersBeside(bubble: Element, ports: NearbyPorts): readonly E164[] {
  const { left, right, top, bottom } = bubble.getBoundingClientRect();
  for (const x of [left - 4, right + 4]) {
    const beside = document.elementFromPoint(x, (top + bottom) / 2);
    const numbers = beside && numbersIn(beside, ports);
    if (numbers && numbers.size > 0) return [...numbers];
  }
  return [];
}

/** Finds the text that a button means which is no link. */
export type ReadTextButton = (path: readonly EventTarget[], read: ReadRoute) => TriedRoute | null;

export interface TextButtonPorts extends NearbyPorts {
  /** The text that this press means by one of its site's recipes. */
  readonly byRecipe: (path: readonly EventTarget[]) => TriedRoute | null;
  /** All numbers of the page. */
  readonly onPage: () => readonly E164[];
}

export function textButtonRoute(
  path: readonly EventTarget[],
  read: ReadRoute,
  ports: TextButtonPorts,
): TriedRoute | null {
  const { readNumber, scanNumbers } = ports.reader;
  const country = ports.country();
  const to = (element: Element, recipients: readonly E164[]): TriedRoute | null =>
    recipients.length > 0
      ? { recipients, unreadable: [], element, guessed: recipients.length > 1 }
      : null;

  const [target] = path;
  const bubble = target instanceof Element ? closestOf(target, "rc-c2d-widget") : null;
  if (bubble && target instanceof Element) {
    const half = bubble.firstElementChild?.lastElementChild;
    return half?.contains(target) ? to(half, numbersBeside(bubble, ports)) : null;
  }

  const control = controlOf(path);
  if (!control) return ports.byRecipe(path);
  const attributes = [...control.attributes].filter(
    ({ name, value }) => /^(?:data-|on)/.test(name) || /^\s*javascript:/i.test(value),
  );
  const code = attributes.map(({ value }) => value);
  const routes = code.flatMap((text) =>
    [...text.matchAll(ADDRESS)].flatMap(([url]) => read(url) ?? []),
  );
  const own = routes.find(({ recipients }) => recipients.length > 0);
  if (own) return { ...own, element: control, guessed: false };

  const labels = labelsOf(control);
  const isText =
    routes.length > 0 ||
    labels.some(closestOf(control, TOOLBAR) ? isSmsLabel : isTextLabel) ||
    NAMES.some((name) => isTextName(attribute(control, name) ?? ""));
  if (!isText) return ports.byRecipe(path);

  const named = attributes.find(
    ({ name, value }) => NUMBER_NAME.test(name) && readNumber(value, country),
  );
  const number = named ? readNumber(named.value, country) : null;
  if (number) return to(control, [number]);
  for (const text of [
    ...code.filter((_, index) => attributes[index]?.name.startsWith("on")),
    ...labels,
  ]) {
    const numbers = new Set(scanNumbers(text, country).map((match) => match.number));
    if (numbers.size > 0) return to(control, [...numbers]);
  }
  const found = ports.byRecipe(path) ?? to(control, nearestNumbers(control, ports));
  if (found || (closestOf(control, NAVIGATION) && !labels.some(isSendLabel))) return found;
  return to(control, ports.onPage());
}
