import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import type { Units } from "../../lib/campaign/encoding.ts";
import { RowSplitter } from "../../lib/campaign/row-splitter.ts";
import { openTable, rowsOf } from "../../lib/campaign/table/open-table.ts";
import { PairDictionaries } from "../../lib/consent/pair-columns.ts";
import { Failure } from "../../lib/failure.ts";
import { readRecipeFile } from "../../lib/recipes/recipe-schema.ts";
import { ExportCsv } from "../../lib/ringcentral/consents/export-csv.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../lib/settings/settings.ts";
import { readSettingsFile, writeSettingsFile } from "../../lib/settings/settings-file.ts";
import { parseSitePattern } from "../../lib/settings/site-pattern.ts";
import type { FuzzTarget } from "./target.ts";

/** Runs a reader that may refuse, but only by a failure that has a name. */
async function named<T>(read: () => T | Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Failure && error.code !== "unexpected") return null;
    throw error;
  }
}

function sound(): void {
  if (Object.keys(Object.prototype).length > 0) throw new Error("Object.prototype was polluted");
}

/** What tables are made of, and what breaks their readers. */
const csvText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'",;\t\r\n|='),
      fc.constantFrom(
        "\r\n",
        '""',
        "+14155552671",
        "Phone",
        "sep=;",
        "\ufeff",
        "é",
        "😀",
        " ",
        "'",
      ),
      fc.string({ unit: "binary", maxLength: 4 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(""));

const bytes = fc.oneof(
  csvText.map((text) => new TextEncoder().encode(text)),
  fc.uint8Array({ maxLength: 200 }),
  fc.uint8Array({ maxLength: 60 }).map((tail) => new Uint8Array([0xff, 0xfe, ...tail])),
);

const cuts = fc.array(fc.nat({ max: 200 }), { maxLength: 4 });

function* piecesOf(whole: Uint8Array, at: readonly number[]): Generator<Uint8Array> {
  let start = 0;
  for (const cut of [...at].sort((a, b) => a - b)) {
    if (cut <= start || cut >= whole.length) continue;
    yield whole.subarray(start, cut);
    start = cut;
  }
  yield whole.subarray(start);
}

const exportText = fc
  .tuple(
    fc.constantFrom(
      "External Party Number,Internal Party Number,Consent Status,Consent Source\n",
      "External Party Number,Internal Party Number,Coverage,Consent Status,Consent Source,Campaign Type,Notes,Last Modified Time\r\n",
      "",
    ),
    fc.array(
      fc.oneof(
        fc.constantFrom(
          "+14155552671,+16505550101,OptOut,Recipient\n",
          ",",
          '"',
          "\n",
          "*",
          "OptIn",
        ),
        csvText,
      ),
      { maxLength: 12 },
    ),
  )
  .map(([header, rows]) => header + rows.join(""));

const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    "https://*.pipedrive.com/*",
    "*://*/*",
    "javascript:alert(1)",
    "https://evil.example/?u=https://a.pipedrive.com/",
    "+14155552671",
    ["https://crm.example/*"],
    Number.MAX_VALUE,
    -1,
  ),
);
const keys = (names: readonly string[]) =>
  fc.constantFrom(...names, "__proto__", "constructor", "toString");

/** JSON with keys that pollute when they are copied carelessly. */
const objectText = (key: fc.Arbitrary<string>, value: fc.Arbitrary<unknown>) =>
  fc
    .array(fc.tuple(key, value), { maxLength: 8 })
    .map(
      (pairs) =>
        `{${pairs.map(([name, held]) => `${JSON.stringify(name)}:${JSON.stringify(held) ?? "null"}`).join(",")}}`,
    );

const settingsFile = fc.oneof(
  fc.string(),
  fc.json(),
  fc
    .tuple(
      fc.constantFrom(1, 2, 0, 1.5, null),
      objectText(keys(Object.keys(DEFAULT_SETTINGS)), hostile),
    )
    .map(
      ([version, settings]) =>
        `{"format":"consent-guard-settings","version":${version},"settings":${settings}}`,
    ),
);

const recipeFile = fc.oneof(
  fc.string(),
  fc.json(),
  fc
    .array(objectText(keys(["name", "site", "button", "scope", "number"]), hostile), {
      maxLength: 3,
    })
    .map(
      (recipes) =>
        `{"format":"consent-guard-recipes","version":1,"recipes":[${recipes.join(",")}]}`,
    ),
);

const xml = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<row r="1">',
        '<row r="99999999999">',
        '<c r="A1" t="s">',
        '<c r="ZZZZ1" t="inlineStr">',
        '<c t="b">',
        "<v>0</v>",
        "<v>1e309</v>",
        "<v>-5</v>",
        "<is><t>+14155552671</t></is>",
        "<si><t>a</t></si>",
        "</c>",
        "</row>",
        "&#x110000;",
        "&amp",
        "<![CDATA[<row>]]>",
        "<!-- <row> -->",
        '<!DOCTYPE x [<!ENTITY a "aaaa">]>',
        '<sheet name="x" r:id="rId1" state="hidden"/>',
        '<sheet name="x" r:id="rId1"/>',
        '<Relationship Id="rId1" Target="../../secret"/>',
        '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/>',
      ),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => strToU8(parts.join("")));

const workbook = fc
  .tuple(xml, xml, xml, xml, fc.option(fc.nat({ max: 600 }), { nil: null }))
  .map(([book, relations, sheet, strings, cut]) => {
    const zipped = zipSync({
      "xl/workbook.xml": book,
      "xl/_rels/workbook.xml.rels": relations,
      "xl/worksheets/sheet1.xml": sheet,
      "xl/sharedStrings.xml": strings,
    });
    return cut === null ? zipped : zipped.subarray(0, cut);
  });

async function readTable(whole: Uint8Array<ArrayBuffer>): Promise<void> {
  await named(async () => {
    for await (const rows of rowsOf(await openTable(new Blob([whole]), "list.csv"))) {
      for (const { cells, line } of rows) {
        if (line < 1 || cells.some((cell) => typeof cell !== "string")) throw new Error("no row");
      }
    }
  });
}

export const FILE_TARGETS: readonly FuzzTarget[] = [
  {
    name: "the splitter of CSV rows",
    property: fc.asyncProperty(
      bytes,
      cuts,
      fc.constantFrom(",", ";", "\t", "|"),
      async (whole, at, delimiter) => {
        const splitter = new RowSplitter(delimiter);
        const seen: number[] = [];
        const onRow = ({ units, start, end }: { units: Units; start: number; end: number }) =>
          void seen.push(...units.subarray(start, end));
        const all = await named(() => {
          for (const piece of piecesOf(whole, at)) splitter.push(piece as Units, onRow);
          splitter.finish(onRow);
          return true;
        });
        const kept = all ? whole : whole.subarray(0, seen.length);
        if (seen.join() !== kept.join()) throw new Error("rows are not the text");
      },
    ),
  },
  {
    name: "lists of any bytes",
    property: fc.asyncProperty(bytes, (whole) => readTable(new Uint8Array(whole))),
  },
  {
    name: "Excel workbooks",
    property: fc.asyncProperty(workbook, (whole) => readTable(new Uint8Array(whole))),
  },
  {
    name: "RingCentral's export",
    property: fc.asyncProperty(exportText, cuts, async (text, at) => {
      await named(() => {
        const csv = new ExportCsv(new PairDictionaries());
        for (const piece of piecesOf(new TextEncoder().encode(text), at)) {
          csv.push(piece);
          csv.batch();
        }
        csv.finish();
      });
    }),
  },
  {
    name: "settings files",
    property: fc.asyncProperty(settingsFile, async (text) => {
      const read = await named(() => readSettingsFile(text));
      sound();
      if (!read) return;
      const merged: Settings = { ...DEFAULT_SETTINGS, ...read.patch };
      const again = readSettingsFile(writeSettingsFile(merged));
      if (again.ignored.length > 0) throw new Error(`took what it refuses: ${again.ignored}`);
    }),
  },
  {
    name: "recipe files",
    property: fc.property(recipeFile, (text) => {
      for (const { site } of readRecipeFile(text) ?? []) {
        if (!parseSitePattern(site).ok) throw new Error(`a recipe for ${site}`);
      }
      sound();
    }),
  },
];
