import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { openTable, rowsOf } from "../../../lib/campaign/table/open-table.ts";
import { readWorkbook } from "../../../lib/campaign/workbook/read-workbook.ts";
import { createWorkbook } from "../../../lib/campaign/workbook/write-workbook.ts";

const signal = new AbortController().signal;

async function rowsIn(file: Blob): Promise<string[][]> {
  const rows: string[][] = [];
  await readWorkbook(file, (cells) => rows.push([...cells]), signal);
  return rows;
}

function written(rows: readonly (readonly string[])[]): Blob {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const workbook = createWorkbook((bytes) => pieces.push(bytes.slice()));
  for (const row of rows) workbook.row(row);
  workbook.finish();
  return new Blob(pieces);
}

interface Parts {
  readonly sheet: string;
  readonly sharedStrings?: string;
  readonly styles?: string;
  readonly sheets?: string;
  readonly properties?: string;
}

/** A workbook as other programs write it. */
function workbook({ sheet, sharedStrings, styles, sheets, properties = "" }: Parts): Blob {
  const parts: Record<string, string> = {
    "xl/workbook.xml": `<workbook>${properties}<sheets>${
      sheets ?? '<sheet name="List" sheetId="1" r:id="rId1"/>'
    }</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels":
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
    "xl/worksheets/sheet1.xml": sheet,
    "xl/worksheets/sheet2.xml":
      '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>second</t></is></c></row></sheetData></worksheet>',
    ...(sharedStrings === undefined ? {} : { "xl/sharedStrings.xml": sharedStrings }),
    ...(styles === undefined ? {} : { "xl/styles.xml": styles }),
  };
  const zipped = zipSync(
    Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])),
  );
  return new Blob([new Uint8Array(zipped)]);
}

const sheetOf = (rows: string): string =>
  `<?xml version="1.0"?><worksheet><cols><col min="1"/></cols><sheetData>${rows}</sheetData></worksheet>`;

describe("a workbook", () => {
  it("that was written is read as it was", async () => {
    const cell = fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }).filter((text) => text.isWellFormed()),
      fc.constantFrom(
        "+14155552671",
        "=1+1",
        "a\r\nb",
        "<&>\"'",
        "_x000D_",
        " x ",
        "\u0001",
        "\uffff",
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 }),
        async (rows) => {
          expect(await rowsIn(written(rows))).toEqual(rows);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("of Excel is read with shared, rich and left-out cells", async () => {
    const file = workbook({
      sharedStrings:
        '<sst><si><t>Phone</t></si><si><r><t>Na</t></r><r><rPr/><t xml:space="preserve">me </t></r><rPh sb="0" eb="1"><t>NAME</t></rPh></si><si><t>A&amp;B &#8220;x&#x201d;</t></si></sst>',
      sheet: sheetOf(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="str"><f>1</f><v>F</v></c></row><row r="2"/><row r="4"><c r="B4" t="s"><v>2</v></c></row><row r="5"><c r="A5" t="b"><v>1</v></c><c r="C5" t="e"><v>#N/A</v></c></row>',
      ),
    });
    expect(await rowsIn(file)).toEqual([
      ["Phone", "Name ", "F"],
      ["", "A&B “x”", ""],
      ["TRUE", "", "#N/A"],
    ]);
  });

  it("is read with a prefix before every name, and with character data", async () => {
    const file = workbook({
      sheet:
        '<x:worksheet><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t><![CDATA[a<b]]></x:t></x:is></x:c><x:c><x:v>12</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    });
    expect(await rowsIn(file)).toEqual([["a<b", "12"]]);
  });

  it.each([
    ["4155552671", "4155552671"],
    ["1.4155552671E10", "14155552671"],
    ["1.4155552671E+10", "14155552671"],
    // Digits are missing: nobody may guess them.
    ["6.50111E9", "6.50111E9"],
    ["1.5E-5", "1.5E-5"],
    ["12.5", "12.5"],
  ])("gives the number %s as %s", async (value, text) => {
    const file = workbook({ sheet: sheetOf(`<row><c><v>${value}</v></c></row>`) });
    expect(await rowsIn(file)).toEqual([[text]]);
  });

  it("gives dates by ISO 8601, whatever their format", async () => {
    const styles =
      '<styleSheet><numFmts count="2"><numFmt numFmtId="164" formatCode="[$-409]d/m/yy h:mm;@"/><numFmt numFmtId="165" formatCode="&quot;days&quot; 0 [Red]"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>';
    const sheet = sheetOf(
      '<row><c s="1"><v>46000</v></c><c s="2"><v>46000.5</v></c><c s="3"><v>5</v></c><c s="0"><v>46000</v></c></row>',
    );
    expect(await rowsIn(workbook({ sheet, styles }))).toEqual([
      ["2025-12-09", "2025-12-09 12:00:00", "5", "46000"],
    ]);
    const properties = '<workbookPr date1904="1"/>';
    expect((await rowsIn(workbook({ sheet, styles, properties })))[0]?.[0]).toBe("2029-12-10");
  });

  it("gives the first sheet that is not hidden", async () => {
    const file = workbook({
      sheets:
        '<sheet name="a" sheetId="1" state="hidden" r:id="rId1"/><sheet name="b" sheetId="2" r:id="rId2"/>',
      sheet: sheetOf("<row><c><v>1</v></c></row>"),
    });
    expect(await rowsIn(file)).toEqual([["second"]]);
  });
});

describe("a workbook as a list", () => {
  it("opens like any other", async () => {
    const file = written([
      ["Name", "Phone"],
      ['Ada, "A"', "+14155552671"],
    ]);
    const table = await openTable(file, "list.xlsx");
    expect(table.columns).toEqual(["Name", "Phone"]);
    for await (const rows of rowsOf(table)) {
      expect(rows).toEqual([{ line: 2, cells: ['Ada, "A"', "+14155552671"] }]);
    }
  });

  /** One part that unpacks to more than a hundred megabytes out of a tenth of one. */
  const bomb = (): Blob => {
    const packed = deflateRawSync(new Uint8Array(105_000_000), { level: 9 });
    const head = Buffer.alloc(30);
    head.write("PK\u0003\u0004", "latin1");
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(105_000_000, 22);
    head.writeUInt16LE("xl/styles.xml".length, 26);
    return new Blob([head, "xl/styles.xml", packed]);
  };

  it.each<[string, () => Blob, string]>([
    ["a ZIP bomb", bomb, "workbook-too-large"],
    [
      "a ZIP of something else",
      () => new Blob([new Uint8Array(zipSync({ "a.txt": strToU8("x") }))]),
      "workbook-broken",
    ],
    [
      "half a workbook",
      () => {
        const whole = written([["a"], ["4155552671"]]);
        return whole.slice(0, whole.size / 3);
      },
      "workbook-broken",
    ],
    ["garbage behind a ZIP's mark", () => new Blob(["PK\u0003\u0004garbage"]), "workbook-broken"],
    [
      "a workbook behind a password",
      () => new Blob([new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1])]),
      "workbook-old",
    ],
    ["a workbook of nothing", () => workbook({ sheet: sheetOf("") }), "list-empty"],
    [
      "a row that never ends",
      () => workbook({ sheet: "<worksheet><sheetData><row><c><v>1</v></c>" }),
      "workbook-broken",
    ],
    [
      "more parts than any workbook has",
      () =>
        new Blob([
          new Uint8Array(
            zipSync(
              Object.fromEntries(
                Array.from({ length: 1001 }, (_, at) => [`${at}`, new Uint8Array(0)]),
              ),
            ),
          ),
        ]),
      "workbook-too-large",
    ],
  ])("is refused when it is %s", async (_, file, code) => {
    await expect(openTable(file(), "list.xlsx")).rejects.toMatchObject({ code });
  });
});
