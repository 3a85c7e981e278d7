import { describe, expect, it } from "vitest";
import {
  type ColumnRole,
  guessColumns,
  headerKey,
  rememberedColumns,
} from "../../../lib/campaign/table/columns.ts";
import { openTable, rowsOf } from "../../../lib/campaign/table/open-table.ts";
import type { Table } from "../../../lib/campaign/table/table.ts";
import { readNumber } from "../../../lib/phone/read-number.ts";

const blob = (content: string | Uint8Array<ArrayBuffer>): Blob => new Blob([content]);
const utf16 = (text: string, mark = true): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(`${mark ? "\ufeff" : ""}${text}`, "utf16le"));

async function allRows(table: Table) {
  const rows = [];
  for await (const batch of rowsOf(table)) rows.push(...batch);
  return rows;
}

const ROLES: readonly ColumnRole<"recipient" | "note">[] = [
  {
    id: "recipient",
    names: /phone|mobile/,
    holds: (cell) => readNumber(cell, "US", true) !== null,
  },
  { id: "note", names: /note/ },
];

describe("opening a list", () => {
  it.each([
    ["UTF-8", blob("Phone,Name\n4155552671,Zoë\n"), "utf-8", 0],
    ["UTF-8 with its mark", blob("\ufeffPhone,Name\n4155552671,Zoë\n"), "utf-8", 3],
    ["UTF-16 as Excel saves it", blob(utf16("Phone,Name\n4155552671,Zoë\n")), "utf-16le", 2],
    ["UTF-16 without a mark", blob(utf16("Phone,Name\n4155552671,Zoe\n", false)), "utf-16le", 0],
    [
      "Windows-1252",
      blob(new Uint8Array(Buffer.from("Phone,Name\n4155552671,Zoë\n", "latin1"))),
      "windows-1252",
      0,
    ],
  ])("reads %s", async (_, file, encoding, markLength) => {
    const table = await openTable(file, "a.csv");
    expect(table.format).toEqual({
      kind: "text",
      encoding,
      markLength,
      delimiter: ",",
      hasHeader: true,
    });
    expect(table.columns).toEqual(["Phone", "Name"]);
    expect((await allRows(table)).map(({ line }) => line)).toEqual([2]);
  });

  it("takes corrections", async () => {
    const file = blob("4155552671;Ruiz, A\n4155552672;Chen, B");
    const found = await openTable(file, "");
    expect(found.columns).toEqual(["1", "2"]);
    expect((await allRows(found)).map(({ cells }) => cells)).toEqual([
      ["4155552671", "Ruiz, A"],
      ["4155552672", "Chen, B"],
    ]);
    const corrected = await openTable(file, "", { delimiter: ",", hasHeader: true });
    expect(corrected.columns).toEqual(["4155552671;Ruiz", "A"]);
  });

  it("shows the last row though no line end follows it", async () => {
    const table = await openTable(blob("4155552671"), "");
    expect(table.sample).toEqual([["4155552671"]]);
    expect(await allRows(table)).toEqual([{ line: 1, cells: ["4155552671"] }]);
  });

  it("passes over rows of nothing, with mixed line ends, and counts their lines", async () => {
    const table = await openTable(blob("Phone,Name\r\n\r\n4155552671,A\n,\r4155552672,B"), "");
    expect(await allRows(table)).toEqual([
      { line: 3, cells: ["4155552671", "A"] },
      { line: 5, cells: ["4155552672", "B"] },
    ]);
  });

  it.each([
    ["nothing", blob(""), "list-empty"],
    ["blanks alone", blob("\ufeff \r\n\t\n"), "list-empty"],
    ["a picture", blob(new Uint8Array([0xff, 0xd8, 0xff, 0, 1, 2])), "list-not-text"],
  ])("refuses %s", async (_, file, code) => {
    await expect(openTable(file, "a.csv")).rejects.toMatchObject({ code });
  });

  it("refuses two gigabytes without reading them", async () => {
    const huge = { size: 2_000_000_000 } as Blob;
    await expect(openTable(huge, "a.csv")).rejects.toMatchObject({ code: "list-too-large" });
  });

  it("refuses a quote that never closes, by its line", async () => {
    const table = await openTable(blob('Phone,Name\n4155552671,"A\n4155552672,B\n'), "");
    await expect(allRows(table)).rejects.toMatchObject({
      code: "csv-quote-open",
      detail: "line 2",
    });
  });
});

describe("columns", () => {
  it("are guessed by name, then by what they hold", async () => {
    const named = await openTable(blob("Id,Mobile,Note\n1,4155552671,4155552672\n"), "");
    expect(guessColumns(named, ROLES)).toEqual({ recipient: 1, note: 2 });
    const nameless = await openTable(blob("Ana,4155552671\nBo,4155552672\n"), "");
    expect(guessColumns(nameless, ROLES)).toEqual({ recipient: 1, note: null });
  });

  it("prefers of two that are named alike the one that holds numbers", async () => {
    const table = await openTable(blob("Phone,Phone\n,4155552671\n-,4155552672\n"), "");
    expect(guessColumns(table, ROLES)).toEqual({ recipient: 1, note: null });
  });

  it("are remembered for lists of the same header alone", async () => {
    const table = await openTable(blob("Id,Mobile\n1,4155552671\n"), "");
    const alike = await openTable(blob("id, mobile \n2,4155552672\n"), "");
    expect(headerKey(alike)).toBe(headerKey(table));
    expect(headerKey(await openTable(blob("4155552671,A\n"), ""))).toBeNull();
  });

  it("that no longer fit are not taken", async () => {
    const table = await openTable(blob("Id,Mobile\n1,4155552671\n"), "");
    expect(rememberedColumns(table, ROLES, { recipient: 1, note: null })).not.toBeNull();
    for (const stored of [undefined, null, 3, {}, { recipient: 2, note: null }, { recipient: 1.5 }])
      expect(rememberedColumns(table, ROLES, stored)).toBeNull();
  });
});
