import type { VerdictKind } from "../../consent/verdict.ts";
import type { E164 } from "../../phone/e164.ts";
import type { RouteOptions } from "../../phone/text-route.ts";
import { matches } from "../element-access.ts";
import { createGuardedAttributes } from "../guarded-attributes.ts";
import type { NumberReader } from "../number-reader.ts";
import type { Sheets } from "../sheets.ts";
import { keepOutside } from "../subtrees.ts";
import type { Tree } from "../text/units.ts";

interface RouteFinding {
  readonly element: Element;
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
}

export interface RoutePlaces {
  /** Reads subtrees that are new or have changed, and forgets what has left the page. */
  rescan(trees: readonly Tree[]): void;
  /** Each number once for each place where it stands. */
  numbers(): Iterable<E164>;
  /** The recipients of the link or button that an element is or lies in. */
  of(element: Element): readonly E164[];
  /** The first element that leads to a number. */
  find(number: E164): Element | null;
  /** A verdict, the policy or a place has changed: makes the marks follow. */
  show(): void;
  /** Text routes without the calls. */
  routes(): readonly Pick<RouteFinding, "recipients" | "unreadable">[];
}

/** Elements that `hrefOf` can read. */
const CARRIERS = "a,area,form[action],[formaction],[data-href]";
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
    return { element, recipients, unreadable: unreadable.length > 0, isCall: false };
  }
  const call = telNumber(href, country);
  return call ? { element, recipients: [call], unreadable: false, isCall: true } : null;
}

/** Links and buttons that launch texts, marked as what they lead to. */
export function createRoutePlaces(ports: RoutePlacesPorts, signal: AbortSignal): RoutePlaces {
  const attributes = createGuardedAttributes(ports.sheets, signal);
  let findings: RouteFinding[] = [];

  const carriersOf = (root: ParentNode): Element[] => {
    const carriers = [...root.querySelectorAll(CARRIERS)];
    return root instanceof Element && matches(root, CARRIERS) ? [root, ...carriers] : carriers;
  };

  return {
    rescan: (trees) => {
      const kept = keepOutside(findings, trees, ({ element }) => element);
      for (const tree of trees) {
        for (const element of carriersOf(tree)) {
          const route = readRoute(element, ports);
          if (route) kept.push(route);
        }
      }
      findings = kept;
    },
    numbers: () => findings.flatMap(({ recipients }) => recipients),
    routes: () => findings.filter(({ isCall }) => !isCall),
    of: (element) =>
      findings.find((finding) => finding.element.contains(element))?.recipients ?? [],
    find: (wanted) =>
      findings.find(({ recipients }) => recipients.includes(wanted))?.element ?? null,
    show: () => {
      const marks = new Map<Element, VerdictKind>();
      for (const { element, recipients, unreadable, isCall } of findings) {
        if (isCall) continue;
        const kinds = recipients.flatMap((recipient) => ports.kindOf(recipient) ?? []);
        if (unreadable) kinds.push("unverified");
        const worst = WORST.findLast((kind) => kinds.includes(kind));
        if (worst && worst !== "clear") marks.set(element, worst);
      }
      attributes.apply(marks);
    },
  };
}
