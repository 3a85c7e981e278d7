import { attribute, textElements, xmlText } from "./xml-text.ts";

/** What a workbook's cells refer to. */
export interface CellContext {
  readonly sharedStrings: readonly string[];
  /** Whether a cell style shows dates, by the style's number. */
  readonly dateStyles: readonly boolean[];
  /** Days are counted from 1904, as old Macs did. */
  readonly from1904: boolean;
}

const VALUE = /<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</;
const DAY = 86_400_000;

/**
 * A number as its digits. Excel may store a whole number as `1.4155552671E10`, in
 * which every digit is there; where digits are missing, `6.50111E9`, it stays as it is
 * and nobody takes it for a phone number.
 */
function numberText(written: string): string {
  const parts = /^(-?)(\d)(?:\.(\d+))?E\+?(\d+)$/i.exec(written);
  if (!parts) return written;
  const [, sign = "", first = "", fraction = "", exponent = ""] = parts;
  const digits = first + fraction;
  return Number(exponent) + 1 === digits.length && digits.length <= 15 ? sign + digits : written;
}

function dateText(written: string, from1904: boolean): string {
  const days = Number(written) + (from1904 ? 1462 : 0);
  if (!(days >= 0) || days > 2_958_466) return written;
  // Serial 60 is a 29 February 1900 that never was.
  const since1970 = Math.round((days - 25_569 + (days < 60 ? 1 : 0)) * DAY);
  const iso = new Date(since1970).toISOString();
  const time = iso.slice(11, 19);
  if (days < 1) return time;
  return time === "00:00:00" ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${time}`;
}

/** What a cell's markup says, as the text that a list would have. */
export function cellValue(tag: string, content: string, context: CellContext): string {
  const type = attribute(tag, "t") ?? "n";
  if (type === "inlineStr") return textElements(content);
  const written = VALUE.exec(content)?.[1] ?? "";
  if (written === "") return "";
  if (type === "s") return context.sharedStrings[Number(written)] ?? "";
  if (type === "b") return written === "1" ? "TRUE" : "FALSE";
  if (type !== "n") return xmlText(written);
  const style = Number(attribute(tag, "s") ?? 0);
  return context.dateStyles[style] ? dateText(written, context.from1904) : numberText(written);
}

const CELL = /<(?:\w+:)?c((?:\s[^>]*?)?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g;
/** Excel's own last column is XFD. */
const MOST_COLUMNS = 16_384;

/** `B` of `B12` is column 1. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? "")?.[0];
  if (!letters) return null;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column <= MOST_COLUMNS ? column - 1 : null;
}

/** The cells of a row's markup; those that are left out are empty. */
export function rowCells(markup: string, context: CellContext): string[] {
  const cells: string[] = [];
  for (const [, tag = "", content = ""] of markup.matchAll(CELL)) {
    const column = columnOf(attribute(tag, "r")) ?? cells.length;
    while (cells.length < column) cells.push("");
    cells[column] = cellValue(tag, content, context);
  }
  return cells;
}
