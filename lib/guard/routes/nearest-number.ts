import type { E164 } from "../../phone/e164.ts";
import { attribute, matches } from "../element-access.ts";
import { nameOf, parentOf } from "../node-access.ts";
import type { NumberReader } from "../number-reader.ts";

export interface NearbyPorts {
  readonly reader: NumberReader;
  readonly country: () => string;
  readonly shadowOf: (element: Element) => ShadowRoot | null;
}

/** Where a record ends: what lies beyond belongs to somebody else. */
const RECORD =
  "tr,[role=row],li,[role=listitem],article,[role=article],form,fieldset,dialog,[role=dialog],section,main,body";
const MAX_LEVELS = 8;
const LINKS = "a[href]";

/** Nodes of another frame are no instances of this one's classes. */
const shownText = (node: Element | ShadowRoot): string =>
  "innerText" in node
    ? (node as HTMLElement).innerText
    : [...node.children].map(shownText).join("\n");

/** Numbers that can be read in an element: in its text, its links, its fields and its shadow roots. */
export function numbersIn(node: Element | ShadowRoot, ports: NearbyPorts): ReadonlySet<E164> {
  const { parseTextRoute, readNumber, scanNumbers, telNumber } = ports.reader;
  const country = ports.country();
  const numbers = new Set<E164>();
  const add = (number: E164 | null): void => {
    if (number) numbers.add(number);
  };
  for (const { number } of scanNumbers(shownText(node), country)) add(number);
  const within = (selector: string): Element[] => [
    ...("matches" in node && matches(node, selector) ? [node] : []),
    ...node.querySelectorAll(selector),
  ];
  for (const link of within(LINKS)) {
    const href = attribute(link, "href") ?? "";
    add(telNumber(href, country));
    for (const number of parseTextRoute(href, country)?.recipients ?? []) add(number);
  }
  for (const field of within("input")) {
    add(readNumber((field as HTMLInputElement).value ?? "", country));
  }
  for (const host of within("*")) {
    const root = nameOf(host).includes("-") ? ports.shadowOf(host) : null;
    if (root) for (const number of numbersIn(root, ports)) numbers.add(number);
  }
  return numbers;
}

/**
 * The numbers of the row, field or card that an element stands in: those of the first
 * element around it that holds any, as far as the record reaches.
 */
export function nearestNumbers(element: Element, ports: NearbyPorts): readonly E164[] {
  let around: Node | null = element;
  for (let level = 0; around && level < MAX_LEVELS; level++) {
    if (around instanceof Element || around instanceof ShadowRoot) {
      const numbers = numbersIn(around, ports);
      if (numbers.size > 0) return [...numbers];
      if (around instanceof Element && matches(around, RECORD)) return [];
    }
    around = around instanceof ShadowRoot ? around.host : parentOf(around);
  }
  return [];
}

/** The outermost document of the same site, and those in its frames. */
function* documentsOf(document: Document, up = true): Generator<Document> {
  const outer = up && document.defaultView?.frameElement?.ownerDocument;
  if (outer) yield* documentsOf(outer);
  else {
    yield document;
    for (const frame of document.querySelectorAll("iframe,frame")) {
      const inner = (frame as HTMLIFrameElement).contentDocument;
      if (inner) yield* documentsOf(inner, false);
    }
  }
}

/**
 * The numbers of the whole page, in the frames of its site too. `read` gives those of
 * the present document where they have been read already.
 */
export function numbersOnPage(
  document: Document,
  read: readonly E164[] | null,
  ports: NearbyPorts,
): readonly E164[] {
  const numbers = new Set(read);
  for (const one of documentsOf(document)) {
    if ((one === document && read) || !one.body) continue;
    for (const number of numbersIn(one.body, ports)) numbers.add(number);
  }
  return [...numbers];
}
