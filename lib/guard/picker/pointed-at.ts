import type { E164 } from "../../phone/e164.ts";
import { closestOf } from "../element-access.ts";
import { type NearbyPorts, numbersIn } from "../routes/nearest-number.ts";
import { PRESSABLE } from "../routes/pressable.ts";

type ShadowOf = NearbyPorts["shadowOf"];

/** The innermost element under the pointer, in closed shadow roots too. */
export function elementUnder(event: MouseEvent, shadowOf: ShadowOf): Element | null {
  let [element] = event.composedPath();
  if (!(element instanceof Element)) return null;
  for (;;) {
    const inner: Element | null | undefined = shadowOf(element as Element)?.elementFromPoint(
      event.clientX,
      event.clientY,
    );
    if (!inner || inner === element) return element as Element;
    element = inner;
  }
}

/** The button that a person means who points at this; null at the page itself. */
export function buttonAt(element: Element): Element | null {
  const pressable = closestOf(element, PRESSABLE);
  if (pressable) return pressable;
  const whole = element instanceof SVGElement ? (element.ownerSVGElement ?? element) : element;
  return whole.localName === "html" || whole.localName === "body" ? null : whole;
}

export interface Numbered {
  readonly element: Element;
  readonly numbers: readonly E164[];
}

/** A number may stand over several elements. */
const MAX_CLIMB = 3;

/** The numbers at an element, or the one of the nearest around it. */
export function numbersAt(element: Element, ports: NearbyPorts): Numbered | null {
  let holder: Element | null = element;
  for (let level = 0; holder && holder !== document.body && level < MAX_CLIMB; level++) {
    const numbers = [...numbersIn(holder, ports)];
    if (level > 0 && numbers.length > 1) return null;
    if (numbers.length > 0) return { element: holder, numbers };
    holder = holder.parentElement;
  }
  return null;
}

/** An element and, where it lies in shadow roots, the hosts of these. */
function* outwards(element: Element): Generator<Element> {
  yield element;
  for (let root = element.getRootNode(); root instanceof ShadowRoot; ) {
    yield root.host;
    root = root.host.getRootNode();
  }
}

/** The button and the number as one document or shadow root sees both; null where it sees one in the other. */
export function inOneRoot(button: Element, number: Element): readonly [Element, Element] | null {
  for (const b of outwards(button)) {
    for (const n of outwards(number)) {
      if (b.getRootNode() === n.getRootNode()) return b.contains(n) ? null : [b, n];
    }
  }
  return null;
}

/** The way of an event from an element outwards. */
export function pathFrom(element: Element): EventTarget[] {
  const path: EventTarget[] = [];
  for (let at: Node | null = element; at; at = at instanceof ShadowRoot ? at.host : at.parentNode) {
    path.push(at);
  }
  return path;
}

/** Into a frame of another site nobody can follow the person. */
const isSeen = (element: Element): boolean =>
  !(element instanceof HTMLIFrameElement && !element.contentDocument) &&
  element.getClientRects().length > 0 &&
  element.checkVisibility({ visibilityProperty: true });

function everywhere(root: ParentNode, selector: string, shadowOf: ShadowOf): Element[] {
  return [...root.querySelectorAll("*")].flatMap((element) => {
    const inner = shadowOf(element);
    const found = inner ? everywhere(inner, selector, shadowOf) : [];
    return element.matches(selector) ? [element, ...found] : found;
  });
}

/** What can be pressed, in the order of the page. */
export const buttonsOf = (document: Document, shadowOf: ShadowOf): readonly Element[] =>
  everywhere(document, `${PRESSABLE},iframe`, shadowOf).filter(isSeen);

/** What holds a number, in the order of the page. */
export function numbersOf(document: Document, ports: NearbyPorts): readonly Element[] {
  const leaves = everywhere(document, "input,:not(:has(*))", ports.shadowOf).filter(
    (element) =>
      /\d/.test(
        element instanceof HTMLInputElement ? element.value : (element.textContent ?? ""),
      ) && isSeen(element),
  );
  const holders = leaves.flatMap((leaf) => numbersAt(leaf, ports) ?? []);
  return [...new Set(holders.flatMap(({ element, numbers }) => (numbers[1] ? [] : element)))];
}
