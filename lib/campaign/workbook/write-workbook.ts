import { Zip, ZipDeflate } from "fflate";
import { toXmlText } from "./xml-text.ts";

/** Excel's own. */
const ROWS_A_SHEET = 1_048_576;
const BATCH = 1 << 16;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** A workbook being written. */
export interface WorkbookWriter {
  /** Every cell is a text: nothing in it is run, and no digit is lost. */
  row(cells: readonly string[]): void;
  finish(): void;
}

/**
 * Writes an XLSX workbook as a stream: memory holds a batch of rows. Rows beyond what
 * a sheet takes go to further sheets, each with the first row as its header.
 */
export function createWorkbook(onBytes: (bytes: Uint8Array) => void): WorkbookWriter {
  const encoder = new TextEncoder();
  let failed: Error | null = null;
  const zip = new Zip((error, bytes) => {
    if (error) failed = error;
    else onBytes(bytes);
  });
  const add = (name: string): ZipDeflate => {
    const part = new ZipDeflate(name, { level: 6 });
    zip.add(part);
    return part;
  };
  const addWhole = (name: string, xml: string): void =>
    void add(name).push(encoder.encode(HEAD + xml), true);

  let sheets = 0;
  let sheet: ZipDeflate | null = null;
  let rows = 0;
  let header: readonly string[] | null = null;
  let batch = "";

  const flush = (last: boolean): void => {
    sheet?.push(encoder.encode(batch), last);
    batch = "";
    if (failed) throw failed;
  };
  const endSheet = (): void => {
    if (!sheet) return;
    batch += "</sheetData></worksheet>";
    flush(true);
    sheet = null;
  };
  const beginSheet = (): void => {
    sheet = add(`xl/worksheets/sheet${++sheets}.xml`);
    rows = 0;
    batch = `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>`;
  };
  const write = (cells: readonly string[]): void => {
    rows++;
    batch += "<row>";
    for (const cell of cells) {
      batch +=
        cell === ""
          ? "<c/>"
          : `<c t="inlineStr"><is><t xml:space="preserve">${toXmlText(cell)}</t></is></c>`;
    }
    batch += "</row>";
    if (batch.length > BATCH) flush(false);
  };

  return {
    row: (cells) => {
      if (rows === ROWS_A_SHEET) endSheet();
      if (!sheet) {
        beginSheet();
        if (header) write(header);
      }
      header ??= cells;
      write(cells);
    },
    finish: () => {
      if (!sheet) beginSheet();
      endSheet();
      const numbers = Array.from({ length: sheets }, (_, index) => index + 1);
      addWhole(
        "xl/workbook.xml",
        `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${numbers
          .map((n) => `<sheet name="${n}" sheetId="${n}" r:id="rId${n}"/>`)
          .join("")}</sheets></workbook>`,
      );
      addWhole(
        "xl/_rels/workbook.xml.rels",
        `<Relationships xmlns="${PACKAGE}/relationships">${numbers
          .map(
            (n) =>
              `<Relationship Id="rId${n}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
          )
          .join("")}</Relationships>`,
      );
      addWhole(
        "_rels/.rels",
        `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      );
      addWhole(
        "[Content_Types].xml",
        `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>${numbers
          .map(
            (n) =>
              `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
          )
          .join("")}</Types>`,
      );
      zip.end();
      if (failed) throw failed;
    },
  };
}
