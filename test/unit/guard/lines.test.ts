// @vitest-environment happy-dom
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import "./laid-out-dom.ts";
import { numberReader } from "../../../lib/guard/number-reader.ts";
import { createLineReader } from "../../../lib/guard/text/lines.ts";
import { readSubtree } from "../../../lib/guard/text/units.ts";

function find(html: string): string[] {
  document.body.innerHTML = html;
  const found: string[] = [];
  const lines = createLineReader({
    reader: numberReader,
    country: () => "US",
    onText: (_node, hits) => found.push(...hits.map(({ number }) => number)),
    onPossible: () => false,
    onHidden: () => undefined,
  });
  const ports = {
    onUnits: lines.readUnits,
    onHidden: () => undefined,
    onLost: () => undefined,
  };
  for (const _ of readSubtree(document.body, ports));
  return found;
}

describe("a number beside another element's text, with nothing between them", () => {
  test.each([
    ["before a link", "<div><span>512.323.1039</span><a>Text</a></div>"],
    [
      "before a block that is inline by its tag",
      "<p>(512) 323-1039<small>waiting 2:34</small></p>",
    ],
    ["after another number's column", "<div><span>1377</span><span>512-323-1039</span></div>"],
    ["after a word", "<div><b>Mobile</b><i>512-323-1039</i></div>"],
  ])("%s", (_where, html) => {
    expect(find(html)).toEqual(["+15123231039"]);
  });

  test("one number across elements stays one", () => {
    expect(find("<p><b>(512)</b> <span>323</span>-<span>1039</span></p>")).toEqual([
      "+15123231039",
    ]);
  });

  test("a number in each cell of a row, and none across cells", () => {
    expect(
      find(
        "<table><tr><td>2024</td><td>512-323-1039</td><td>512</td><td>323</td><td>1039</td><td>4155552605</td></tr></table>",
      ),
    ).toEqual(["+15123231039", "+14155552605"]);
  });
});

describe("texts that are read together", () => {
  const cell = fc.constantFrom(
    "(415) 555-2605",
    "4155552606",
    "+44 20 7946 0958",
    "1-800-FLOWERS",
    "<b>(415)</b> <i>555</i>-2607",
    "Order #<b>4155552633</b>",
    "Order",
    "+1",
    "415",
    "555-2608",
    "2026-11-24",
    "",
    "Jane Doe",
  );
  const row = fc.array(cell, { minLength: 1, maxLength: 4 });
  const rowOf = (cells: readonly string[]): string =>
    `<tr>${cells.map((text) => `<td>${text}</td>`).join("")}</tr>`;

  test("hold the numbers that each of them holds alone", () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
        const apart = rows.flatMap((cells) =>
          cells.flatMap((text) => find(`<table><tr><td>${text}</td></tr></table>`)),
        );
        expect(find(`<table><tbody>${rows.map(rowOf).join("")}</tbody></table>`)).toEqual(apart);
      }),
      { numRuns: 60 },
    );
  });
});
