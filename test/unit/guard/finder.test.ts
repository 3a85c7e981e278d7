// @vitest-environment happy-dom
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import "./laid-out-dom.ts";
import { numberReader } from "../../../lib/guard/number-reader.ts";
import { createFinder } from "../../../lib/guard/text/finder.ts";
import type { E164 } from "../../../lib/phone/e164.ts";

const portsFor = (asked: Set<E164>) => ({
  reader: numberReader,
  country: () => "US",
  onNumber: (number: E164) => asked.add(number),
  onHidden: () => undefined,
  onLost: () => undefined,
});

function read(html: string, exact: boolean) {
  document.body.innerHTML = html;
  const asked = new Set<E164>();
  const finder = createFinder({ ...portsFor(asked), isExact: () => exact });
  for (const _ of finder.readTree(document.body));
  return { finder, asked };
}

const list = (length: number): string =>
  `<ul>${Array.from({ length }, (_, index) => `<li>(415) 555-${2000 + index}</li>`).join("")}</ul>`;

const sorted = (numbers: Iterable<E164>): readonly E164[] => [...numbers].sort();

const cell = fc.constantFrom(
  "(415) 555-2605",
  "4155552606",
  "+44 20 7946 0958",
  "1-800-FLOWERS",
  "<b>(415)</b> <i>555</i>-2607",
  "<a>512.323.1039</a><small>2:34</small>",
  "Order #<b>4155552633</b>",
  "SO-4155552634",
  "<label>Phone</label> <span>442079460958</span>",
  "<label>Phone</label> <span>415 55 52 608</span>",
  "+1",
  "415",
  "555-2608",
  "2026-11-24",
  "",
  "Jane Doe 12",
);
const page = fc
  .array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 40 })
  .chain((rows) =>
    fc.constantFrom(
      ...(
        [
          ["table", "tr", "td"],
          ["ul", "li", "span"],
          ["section", "div", "p"],
        ] as const
      ).map(([list, row, part]) => {
        const inner = rows.map(
          (cells) =>
            `<${row}>${cells.map((text) => `<${part}>${text}</${part}>`).join("")}</${row}>`,
        );
        return `<${list}>${inner.join("")}</${list}>`;
      }),
    ),
  );

describe("reading that puts off what is not to be marked", () => {
  test("asks for every number that reading to the end finds", () => {
    fc.assert(
      fc.property(page, (html) => {
        const whole = read(html, true);
        const numbers = sorted(whole.finder.hits.numbers());
        const quick = read(html, false);
        for (const number of numbers) expect([...quick.asked], html).toContain(number);
        quick.finder.settleAll();
        expect(sorted(quick.finder.hits.numbers())).toEqual(numbers);
      }),
      { numRuns: 300 },
    );
  });

  test("reads rows that came together as it reads each alone", () => {
    fc.assert(
      fc.property(page, (html) => {
        const whole = read(html, true);
        const rows = [...(document.body.firstElementChild?.children ?? [])];
        const together = createFinder({ ...portsFor(new Set()), isExact: () => true });
        let looks = 0;
        for (const _ of together.readTrees(rows)) looks++;
        expect(sorted(together.hits.numbers())).toEqual(sorted(whole.finder.hits.numbers()));
        expect(looks).toBeLessThan(1 + rows.length / 8);
      }),
      { numRuns: 200 },
    );
  });

  test("touches no text of a row whose numbers are all clear", () => {
    const { finder, asked } = read("<ul><li>Jane <b>(415) 555-2605</b></li></ul>", false);
    expect([...asked]).toEqual(["+14155552605"]);
    expect(finder.hits.of(document.querySelector("b")?.firstChild as Text)).toEqual([]);
    expect(finder.find("+14155552605" as E164)).toBe(document.querySelector("b")?.firstChild);
    expect(finder.hits.of(document.querySelector("b")?.firstChild as Text)).toHaveLength(1);
  });

  test("keeps what it finds later in its place among the others", () => {
    const { finder } = read(list(300), false);
    for (const index of [7, 2, 5]) finder.find(`+1415555200${index}` as E164);
    const [chunk] = finder.hits.late();
    expect(chunk?.slots.slice(0, 10).map(({ node }) => node.textContent)).toEqual(
      Array.from({ length: 10 }, (_, index) => `(415) 555-200${index}`),
    );
  });

  test("reads a row that was put off anew when a text in it changes", () => {
    const { finder, asked } = read(list(300), false);
    const row = document.querySelectorAll("li")[40] as Element;
    (row.firstChild as Text).data = "(212) 555-0199";
    finder.readAround(row.firstChild as Text);
    expect([...asked]).toContain("+12125550199");
    expect([...finder.hits.numbers()]).toHaveLength(300);
    const slots = finder.hits.late().flatMap((chunk) => chunk.slots);
    expect(slots[40]?.possible).toEqual(["+12125550199"]);
    row.textContent = "no number";
    finder.readAround(row.firstChild as Text);
    expect([...finder.hits.numbers()]).toHaveLength(299);
  });

  test("forgets a row that has left the page", () => {
    const { finder } = read(list(300), false);
    for (const row of [...document.querySelectorAll("li")].slice(1)) row.remove();
    expect([...finder.hits.numbers()]).toHaveLength(300);
    finder.hits.sweep();
    expect([...finder.hits.numbers()]).toEqual(["+14155552000"]);
    finder.settleAll();
    expect([...finder.hits.numbers()]).toEqual(["+14155552000"]);
  });

  test("finds no number in an order that only looked like one", () => {
    const { finder, asked } = read("<ul><li>Order #<b>4155552633</b></li></ul>", false);
    expect([...asked]).toEqual(["+14155552633"]);
    finder.settleAll();
    expect([...finder.hits.numbers()]).toEqual([]);
  });
});
