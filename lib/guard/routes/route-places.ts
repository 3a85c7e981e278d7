import type { VerdictKind } from "../../consent/verdict.ts";
import type { E164 } from "../../phone/e164.ts";
import type { RouteOptions } from "../../phone/text-route.ts";
import type { Changes } from "../changes.ts";
import { matches } from "../element-access.ts";
import { createGuardedAttributes } from "../guarded-attributes.ts";
import { parentElementOf } from "../node-access.ts";
import type { NumberReader } from "../number-reader.ts";
import type { Sheets } from "../sheets.ts";
import type { Tree } from "../text/units.ts";

interface RouteFinding {
  readonly recipients: readonly E164[];
  readonly unreadable: boolean;
  /** A call is free, but its number counts as this page's. */
  readonly isCall: boolean;
}

export interface RoutePlacesPorts {
  readonly reader: NumberReader;
  readonly country: () => string;
  readonly options: () => RouteOptions;
  readonly kindOf: (recipient: E164) => VerdictKind | undefined;
  readonly sheets: Sheets;
  /** A number was found; may be told again. */
  readonly onNumber: (number: E164) => void;
}

export interface RoutePlaces {
  /** Reads and marks what is new or has changed, and forgets what has left the page. */
  rescan(changes: Changes): void;
  scanAll(): void;
  /** Each number once for each place where it stands. */
  numbers(): Iterable<E164>;
  /** The recipients of the link or button that an element is or lies in. */
  of(element: Element): readonly E164[];
  /** The first element that leads to a number. */
  find(number: E164): Element | null;
  /** A verdict or the policy has changed: makes the marks follow. */
  show(): void;
  /** Text routes without the calls. */
  routes(): readonly Pick<RouteFinding, "recipients" | "unreadable">[];
}

/** Elements that `hrefOf` can read. */
const CARRIERS = ["a", "area", "form[action]", "[formaction]", "[data-href]"];
const CARRIER = CARRIERS.join();
const WORST: readonly VerdictKind[] = [
  "clear",
  "unverified",
  "opt-in-missing",
  "partly-opted-out",
  "opted-out",
];

function readRoute(element: Element, ports: RoutePlacesPorts): RouteFinding | null {
  const { parseTextRoute, telNumber } = ports.reader;
  const country = ports.country();
  const href = ports.reader.hrefOf(element);
  if (href === null) return null;
  const route = parseTextRoute(href, country, ports.options());
  if (route) {
    const { recipients, unreadable } = route;
    return { recipients, unreadable: unreadable.length > 0, isCall: false };
  }
  const call = telNumber(href, country);
  return call ? { recipients: [call], unreadable: false, isCall: true } : null;
}

/** Links and buttons that launch texts, marked as what they lead to. */
export function createRoutePlaces(ports: RoutePlacesPorts, signal: AbortSignal): RoutePlaces {
  const attributes = createGuardedAttributes(ports.sheets, signal);
  const findings = new Map<Element, RouteFinding>();

  const mark = (element: Element): void => {
    const finding = findings.get(element);
    const kinds = finding?.isCall
      ? []
      : (finding?.recipients.map((recipient) => ports.kindOf(recipient)) ?? []);
    if (finding?.unreadable) kinds.push("unverified");
    attributes.put(
      element,
      WORST.findLast((kind) => kinds.includes(kind)),
    );
  };

  const read = (element: Element): void => {
    const finding = readRoute(element, ports);
    if (finding) findings.set(element, finding);
    else if (!findings.delete(element)) return;
    finding?.recipients.forEach(ports.onNumber);
    mark(element);
  };

  const readTree = (tree: Tree): void => {
    if (tree instanceof Element && matches(tree, CARRIER)) read(tree);
    for (const element of tree.querySelectorAll(CARRIER)) read(element);
  };

  const sweep = (): void => {
    for (const element of findings.keys()) {
      if (element.isConnected) continue;
      findings.delete(element);
      mark(element);
    }
  };

  return {
    rescan: ({ trees, attributes: changed, editability, removed }) => {
      if (removed) sweep();
      for (const tree of trees) readTree(tree);
      for (const element of changed) read(element);
      for (const element of editability) readTree(element);
    },
    scanAll: () => {
      sweep();
      for (const element of [...findings.keys()]) read(element);
      // One by one: of a large page that takes half as long as asking for all at once.
      for (const carrier of CARRIERS) {
        for (const element of document.querySelectorAll(carrier)) read(element);
      }
    },
    numbers: function* () {
      for (const { recipients } of findings.values()) yield* recipients;
    },
    routes: () => [...findings.values()].filter(({ isCall }) => !isCall),
    of: (element) => {
      for (let up: Element | null = element; up; up = parentElementOf(up)) {
        const finding = findings.get(up);
        if (finding) return finding.recipients;
      }
      return [];
    },
    find: (wanted) => {
      for (const [element, { recipients }] of findings) {
        if (recipients.includes(wanted)) return element;
      }
      return null;
    },
    show: () => {
      for (const element of findings.keys()) mark(element);
    },
  };
}
