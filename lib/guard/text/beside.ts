import type { Beside } from "../../phone/scan.ts";
import { attribute, closestOf } from "../element-access.ts";
import { childrenOf, nameOf, parentElementOf, previousSiblingOf, textOf } from "../node-access.ts";
import { isElement } from "./flow.ts";

/** A value is not far below the element that stands beside its label. */
const MAX_UP = 4;
/** What is longer is only looked at in part. */
const MAX_LABEL = 60;
const NAMES = new Set(["label", "dt", "th"]);
const CELL = "td,[role=cell],[role=gridcell]";

const wordsOf = (element: Element | null | undefined): string =>
  element ? (textOf(element) ?? "").slice(0, MAX_LABEL).trim() : "";

/** The node before, but for the white space of the source. */
function before(node: Node): Node | null {
  let back = previousSiblingOf(node);
  while (back && !isElement(back) && !/\S/.test(back.nodeValue ?? "")) {
    back = previousSiblingOf(back);
  }
  return back;
}

/** A `label`, a `dt` or a row's `th` right before a text, or before an element that it begins. */
function labelOf(node: Node): string {
  let at: Node = node;
  for (let up = 0; up < MAX_UP; up++) {
    const own = up === 1 ? attribute(at as Element, "aria-label") : null;
    if (own) return own;
    let back = before(at);
    while (back && isElement(at) && nameOf(at) === "dd" && isElement(back)) {
      if (nameOf(back) !== "dd") break;
      back = before(back);
    }
    if (back) {
      if (!isElement(back) || !NAMES.has(nameOf(back))) return "";
      // In a longer row the first cell names the row.
      const row = nameOf(back) === "th" ? parentElementOf(back) : null;
      if (row && childrenOf(row).length > 2) return "";
      return wordsOf(back);
    }
    const parent: Element | null = parentElementOf(at);
    if (!parent) return "";
    at = parent;
  }
  return "";
}

const isWhole = (row: HTMLTableRowElement): boolean =>
  row.querySelector("[colspan],[rowspan]") === null;

/** The header over a cell, where no cell spans others. */
function columnOf(cell: HTMLTableCellElement): Element | null {
  const row = cell.parentElement as HTMLTableRowElement;
  const table = row.closest("table");
  const head = table?.tHead?.rows[0] ?? table?.rows[0];
  const header = head?.cells?.[cell.cellIndex];
  const fits =
    head !== row && header?.localName === "th" && head?.cells.length === row.cells?.length;
  return fits && header && isWhole(row) && head && isWhole(head) ? header : null;
}

function headerOf(node: Node): string {
  const parent = parentElementOf(node);
  const cell = parent && closestOf(parent, CELL);
  if (!cell) return "";
  const label = cell.getAttribute("data-label");
  if (label) return label;
  const index = cell.getAttribute("aria-colindex");
  if (index && /^\d+$/.test(index)) {
    const grid = cell.closest("[role=grid],[role=treegrid],[role=table],table");
    return wordsOf(grid?.querySelector(`[role=columnheader][aria-colindex="${index}"]`));
  }
  return cell.localName === "td" ? wordsOf(columnOf(cell as HTMLTableCellElement)) : "";
}

/** What stands beside a text node. It is looked up when it is asked for, which is seldom. */
export const besideText = (node: Node): Beside => ({
  get label() {
    return labelOf(node);
  },
  get header() {
    return headerOf(node);
  },
});

/** What stands beside an input. */
export const besideInput = (input: HTMLInputElement): Beside => ({
  get label() {
    return `${wordsOf(input.labels?.[0])} ${input.getAttribute("aria-label") ?? ""}`;
  },
  get field() {
    return `${input.type === "tel" || /\btel\b/.test(input.autocomplete) ? "tel" : ""} ${input.name} ${input.id}`;
  },
});
