import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import {
  createTextReader,
  detectEncoding,
  type Encoding,
  isBinary,
  toBytes,
  toUnits,
  type Units,
} from "../../../lib/campaign/encoding.ts";
import { cellText, RowSplitter } from "../../../lib/campaign/row-splitter.ts";
import { detectShape } from "../../../lib/campaign/table-shape.ts";

const utf8 = (text: string): Units => new TextEncoder().encode(text);
const read = createTextReader("utf-8");

function split(text: string, delimiter = ",", cut: readonly number[] = []) {
  const units = utf8(text);
  const splitter = new RowSplitter(delimiter);
  const rows: string[][] = [];
  const raw: Units[] = [];
  const lines: number[] = [];
  const take: Parameters<RowSplitter["push"]>[1] = (row) => {
    rows.push(
      Array.from({ length: row.cells.length / 2 }, (_, index) => cellText(row, index, read)),
    );
    raw.push(row.units.slice(row.start, row.end));
    lines.push(row.line);
  };
  const places = [
    0,
    ...[...cut].sort((a, b) => a - b).map((at) => at % (units.length + 1)),
    units.length,
  ].sort((a, b) => a - b);
  for (let i = 1; i < places.length; i++)
    splitter.push(units.slice(places[i - 1], places[i]), take);
  splitter.finish(take);
  return {
    rows,
    raw: Buffer.concat(raw.map((piece) => Buffer.from(piece as Uint8Array))).toString(),
    lines,
  };
}

const cell = fc.string({
  unit: fc.constantFrom("a", "é", "1", ",", ";", '"', "\n", "\r\n", " ", ""),
});
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), {
  minLength: 1,
  maxLength: 8,
});
const lineEnd = fc.constantFrom("\n", "\r\n", "\r");

describe("rows", () => {
  it("are what a CSV library reads, however the text is cut", () => {
    fc.assert(
      fc.property(table, lineEnd, fc.array(fc.nat(), { maxLength: 6 }), (rows, newline, cuts) => {
        const text = Papa.unparse(rows, { newline, quotes: true }) + newline;
        const result = split(text, ",", cuts);
        expect(result.rows).toEqual(rows);
        expect(result.raw).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it("put behind each other are any text again, or its quote never closes", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "é", ",", '"', "\n", "\r", "") }),
        fc.array(fc.nat()),
        (text, cuts) => {
          try {
            expect(split(text, ",", cuts).raw).toBe(text);
          } catch (error) {
            expect(error).toMatchObject({ code: "csv-quote-open" });
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it("may end in different ways in one file, and know their lines", () => {
    const { rows, lines } = split('a,b\r\nc,"d\ne"\rf,g\nh');
    expect(rows).toEqual([["a", "b"], ["c", "d\ne"], ["f", "g"], ["h"]]);
    expect(lines).toEqual([1, 2, 4, 5]);
  });

  it("keep what stands behind a closing quote, and quotes within a cell", () => {
    expect(split('"a" ,b"c"\n').rows).toEqual([["a ", 'b"c"']]);
  });

  it("say where a quote was opened that never closes", () => {
    expect(() => split('a,b\nc,"d\n')).toThrow("csv-quote-open: line 2");
  });
});

describe("encodings", () => {
  const TEXT = "Name;Téléphone\r\nZoë;(415) 555-2671\r\n";
  const utf16 = (text: string, big: boolean): Uint8Array<ArrayBuffer> => {
    const bytes = Buffer.from(text, "utf16le");
    return new Uint8Array(big ? bytes.swap16() : bytes);
  };
  it.each<[string, Uint8Array<ArrayBuffer>, Encoding, number]>([
    ["UTF-8", new TextEncoder().encode(TEXT), "utf-8", 0],
    ["UTF-8 with a mark", new TextEncoder().encode(`\ufeff${TEXT}`), "utf-8", 3],
    ["UTF-16 with a mark", utf16(`\ufeff${TEXT}`, false), "utf-16le", 2],
    ["UTF-16 big endian with a mark", utf16(`\ufeff${TEXT}`, true), "utf-16be", 2],
    ["UTF-16 without one", utf16(TEXT, false), "utf-16le", 0],
    ["UTF-16 big endian without one", utf16(TEXT, true), "utf-16be", 0],
    ["Windows-1252", new Uint8Array(Buffer.from(TEXT, "latin1")), "windows-1252", 0],
  ])("finds %s, reads it and gives its bytes back", (_, bytes, encoding, markLength) => {
    expect(detectEncoding(bytes)).toEqual({ encoding, markLength });
    expect(isBinary(bytes)).toBe(false);
    const body = bytes.slice(markLength);
    const units = toUnits(body, encoding);
    const shape = detectShape(units, createTextReader(encoding));
    expect(shape).toMatchObject({
      delimiter: ";",
      hasHeader: true,
      names: ["Name", "Téléphone"],
      sample: [["Zoë", "(415) 555-2671"]],
    });
    expect(Buffer.from(toBytes(units, encoding))).toEqual(Buffer.from(body));
  });

  it("knows what is no text", () => {
    expect(isBinary(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 8, 0]))).toBe(true);
    expect(isBinary(new Uint8Array(Buffer.from("PNG\u0001\u0002\u0003 x")))).toBe(true);
  });
});

describe("the shape of a table", () => {
  it.each([
    ["one column of numbers", "+14155552671\n+14155552672\n", ",", false, 1],
    ["tabs", "Phone\tName\n4155552671\tAda\n", "\t", true, 2],
    ["bars", "4155552671|Ada, Inc\n4155552672|Bea, Inc\n", "|", false, 2],
    ["a comma within quotes", 'Name;Phone\n"Doe, Jo";4155552671\n', ";", true, 2],
  ])("is found for %s", (_, text, delimiter, hasHeader, width) => {
    const shape = detectShape(utf8(text), read);
    expect(shape).toMatchObject({ delimiter, hasHeader });
    expect(shape.names.length).toBe(width);
  });
});
