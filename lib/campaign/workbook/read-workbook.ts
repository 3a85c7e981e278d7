import { Failure } from "../../failure.ts";
import { type CellContext, rowCells } from "./cell-value.ts";
import { elementsOf } from "./elements.ts";
import { attribute, textElements } from "./xml-text.ts";
import { type PartReader, unzipParts } from "./zip-parts.ts";

/** Packed, a million rows of ten columns have some 60 MB. */
const MOST_PACKED = 200_000_000;
/** Of the sheet, which streams through. */
const MOST_SHEET = 1_500_000_000;
/** Of what must be held in memory. */
const MOST_TEXTS = 100_000_000;

const DATE_FORMATS = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);

const isDateFormat = (code: string): boolean =>
  /[ymdhs]/i.test(code.replace(/"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]/gi, ""));

interface Workbook {
  readonly context: CellContext;
  /** Path of the first sheet that is not hidden. */
  readonly sheet: string;
}

/** Everything but the sheet's rows. */
async function readHead(file: Blob, signal: AbortSignal): Promise<Workbook> {
  const sharedStrings: string[] = [];
  const sheets: { readonly id: string; readonly hidden: boolean }[] = [];
  const targets = new Map<string, string>();
  const dateFormats = new Set(DATE_FORMATS);
  const dateStyles: boolean[] = [];
  let from1904 = false;

  const each = (...readers: readonly PartReader[]): PartReader => {
    return (bytes, last) => {
      for (const read of readers) read(bytes, last);
    };
  };
  const readStyles = each(
    elementsOf("numFmt", (tag) => {
      const id = Number(attribute(tag, "numFmtId"));
      if (isDateFormat(attribute(tag, "formatCode") ?? "")) dateFormats.add(id);
    }),
    elementsOf("cellXfs", (xfs) => {
      for (const [tag] of xfs.matchAll(/<(?:\w+:)?xf\s[^>]*>/g)) {
        dateStyles.push(dateFormats.has(Number(attribute(tag, "numFmtId"))));
      }
    }),
  );
  const readBook = each(
    elementsOf("workbookPr", (tag) => {
      from1904 = ["1", "true"].includes(attribute(tag, "date1904") ?? "");
    }),
    elementsOf("sheet", (tag) => {
      const id = /\s(?:\w+:)?id\s*=\s*["']([^"']*)/.exec(tag)?.[1] ?? "";
      sheets.push({ id, hidden: (attribute(tag, "state") ?? "visible") !== "visible" });
    }),
  );
  const readers: Readonly<Record<string, PartReader>> = {
    "xl/workbook.xml": readBook,
    "xl/_rels/workbook.xml.rels": elementsOf("Relationship", (tag) => {
      const target = attribute(tag, "Target") ?? "";
      const path = target.startsWith("/") ? target.slice(1) : `xl/${target.replace(/^\.\//, "")}`;
      targets.set(attribute(tag, "Id") ?? "", path);
    }),
    "xl/sharedStrings.xml": elementsOf("si", (markup) => {
      sharedStrings.push(textElements(markup));
    }),
    "xl/styles.xml": readStyles,
  };
  await unzipParts(file, (name) => readers[name] ?? null, MOST_TEXTS, signal);
  const first = sheets.find(({ hidden }) => !hidden) ?? sheets[0];
  const sheet = targets.get(first?.id ?? "");
  if (sheet === undefined) throw new Failure("workbook-broken", { detail: "no sheet" });
  return { context: { sharedStrings, dateStyles, from1904 }, sheet };
}

/**
 * The rows of an XLSX workbook's first sheet, as a spreadsheet shows them but for
 * number formats: numbers with all their digits, dates by ISO 8601. Rows stream
 * through; the texts that they share are held in memory.
 * @throws Failure `workbook-broken`, `workbook-too-large`
 */
export async function readWorkbook(
  file: Blob,
  onRow: (cells: readonly string[]) => void,
  signal: AbortSignal,
): Promise<void> {
  if (file.size > MOST_PACKED) throw new Failure("workbook-too-large");
  const { context, sheet } = await readHead(file, signal);
  let width = 0;
  let found = false;
  const readRow = elementsOf("row", (markup) => {
    const cells = rowCells(markup, context);
    if (cells.length === 0) return;
    // Excel leaves empty cells out: every row has as many as the first.
    if (width === 0) width = cells.length;
    while (cells.length < width) cells.push("");
    onRow(cells);
  });
  await unzipParts(
    file,
    (name) => {
      if (name !== sheet) return null;
      found = true;
      return readRow;
    },
    MOST_SHEET,
    signal,
  );
  if (!found) throw new Failure("workbook-broken", { detail: "no sheet" });
}
