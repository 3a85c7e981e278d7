import type { E164 } from "../phone/e164.ts";
import { readNumber } from "../phone/read-number.ts";
import { hasDigitRun, scanNumbers } from "../phone/scan.ts";
import { parseTextRoute, telNumber } from "../phone/text-route.ts";
import { isOffLimits } from "./ground.ts";
import { hrefOf } from "./routes/href-of.ts";

/** A number found in text; offsets lie in the two nodes at its ends. */
export interface TextFinding {
  readonly number: E164;
  readonly startNode: Text;
  readonly startOffset: number;
  readonly endNode: Text;
  readonly endOffset: number;
}

export interface RouteFinding {
  readonly element: Element;
  readonly recipients: readonly E164[];
  readonly unreadable: boolean;
}

export interface InputFinding {
  readonly input: HTMLInputElement;
  readonly number: E164;
}

export interface Findings {
  readonly texts: TextFinding[];
  readonly routes: RouteFinding[];
  readonly inputs: InputFinding[];
  /** Numbers of `tel:` links: calls are free, but they count as this page's numbers. */
  readonly calls: E164[];
}

export interface ScanPorts {
  readonly country: string;
  readonly shadowOf: (element: Element) => ShadowRoot | null;
  readonly onShadow: (root: ShadowRoot) => void;
  /** Gives the main thread back when a slice is used up. */
  readonly pause: () => Promise<void> | null;
}

/** Elements that do not break a line: a number may be written across them. */
const INLINE = new Set([
  "A",
  "ABBR",
  "B",
  "BDI",
  "BDO",
  "CODE",
  "DATA",
  "EM",
  "FONT",
  "I",
  "MARK",
  "S",
  "SMALL",
  "SPAN",
  "STRONG",
  "SUB",
  "SUP",
  "U",
]);
/** Text joined across nodes for one look: a cell or a line, never a whole page. */
const MAX_JOINED = 2000;

const readsNumber = (input: HTMLInputElement): boolean =>
  input.type === "tel" || input.type === "text" || input.type === "";

/** Scans everything under a node, shadow roots included. Text nodes next to each other are read as one text. */
export async function scanPage(root: Node, ports: ScanPorts): Promise<Findings> {
  const findings: Findings = { texts: [], routes: [], inputs: [], calls: [] };
  let joined: Text[] = [];
  let length = 0;

  const flush = (): void => {
    if (joined.length > 0) findTexts(joined, ports.country, findings.texts);
    joined = [];
    length = 0;
  };

  const visitElement = (element: Element): void => {
    const href = hrefOf(element);
    if (href !== null) {
      const route = parseTextRoute(href, ports.country);
      if (route) {
        const { recipients, unreadable } = route;
        findings.routes.push({ element, recipients, unreadable: unreadable.length > 0 });
      } else {
        const call = telNumber(href, ports.country);
        if (call) findings.calls.push(call);
      }
    }
    if (element instanceof HTMLInputElement && readsNumber(element)) {
      const number = element.value === "" ? null : readNumber(element.value, ports.country);
      if (number) findings.inputs.push({ input: element, number });
    }
  };

  const walk = async (start: Node): Promise<void> => {
    const walker = start.ownerDocument?.createTreeWalker(
      start,
      NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
      (node) =>
        node instanceof Element && isOffLimits(node)
          ? NodeFilter.FILTER_REJECT
          : NodeFilter.FILTER_ACCEPT,
    );
    const shadows: ShadowRoot[] = [];
    for (let node: Node | null = start; node && walker; node = walker.nextNode()) {
      if (node instanceof Text) {
        if (length > MAX_JOINED) flush();
        joined.push(node);
        length += node.length;
      } else if (node instanceof Element) {
        if (!INLINE.has(node.tagName)) flush();
        visitElement(node);
        const shadow = ports.shadowOf(node);
        if (shadow) shadows.push(shadow);
      }
      const pause = ports.pause();
      if (pause) {
        flush();
        await pause;
      }
    }
    flush();
    for (const shadow of shadows) {
      ports.onShadow(shadow);
      await walk(shadow);
    }
  };

  if (!(root instanceof Element && isOffLimits(root))) await walk(root);
  return findings;
}

/** Numbers in a row of text nodes, each end located in its own node. */
function findTexts(nodes: readonly Text[], country: string, found: TextFinding[]): void {
  const text =
    nodes.length === 1 ? (nodes[0]?.data ?? "") : nodes.map((node) => node.data).join("");
  if (!hasDigitRun(text)) return;
  let index = 0;
  let base = 0;
  for (const { start, end, number } of scanNumbers(text, country)) {
    while (start >= base + (nodes[index]?.length ?? 0)) base += nodes[index++]?.length ?? 0;
    const startNode = nodes[index];
    const startOffset = start - base;
    while (end > base + (nodes[index]?.length ?? 0)) base += nodes[index++]?.length ?? 0;
    const endNode = nodes[index];
    if (startNode && endNode) {
      found.push({ number, startNode, startOffset, endNode, endOffset: end - base });
    }
  }
}
