// @vitest-environment happy-dom
import { expect, test } from "vitest";
import "./laid-out-dom.ts";
import { createChanges, WATCHED_ATTRIBUTES } from "../../../lib/guard/changes.ts";
import { numberReader } from "../../../lib/guard/number-reader.ts";
import { createLineReader } from "../../../lib/guard/text/lines.ts";
import { readSubtree } from "../../../lib/guard/text/units.ts";

const row = (index: number): string =>
  `<tr><td>Customer ${index}</td><td>(415) 555-${1000 + index}</td><td>open</td></tr>`;

/** Reads a page of so many rows, changes it, and reads what has changed: the work of the second reading. */
function workOf(rows: number, change: () => void) {
  document.body.innerHTML = `<table><tbody>${Array.from({ length: rows }, (_, index) => row(index)).join("")}</tbody></table>`;
  const work = { characters: 0, texts: 0, numbers: [] as string[] };
  const counted = (text: string): string => {
    work.characters += text.length;
    return text;
  };
  const lines = createLineReader({
    reader: {
      ...numberReader,
      numberStretches: (text, nanp) => numberReader.numberStretches(counted(text), nanp),
      scanNumbers: (text, country) => numberReader.scanNumbers(counted(text), country),
    },
    country: () => "US",
    onText: (_node, hits) => {
      work.texts++;
      work.numbers.push(...hits.map(({ number }) => number));
    },
    onPossible: () => false,
    onHidden: () => undefined,
  });
  const units = { onUnits: lines.readUnits, onHidden: () => undefined, onLost: () => undefined };
  for (const _ of readSubtree(document.body, units));
  expect(work.numbers).toHaveLength(rows);

  const observer = new MutationObserver(() => undefined);
  observer.observe(document.body, {
    childList: true,
    subtree: true,
    characterData: true,
    attributeFilter: WATCHED_ATTRIBUTES,
  });
  change();
  const changes = createChanges();
  changes.addRecords(observer.takeRecords());
  observer.disconnect();
  Object.assign(work, { characters: 0, texts: 0, numbers: [] });
  const { trees, texts } = changes.take();
  for (const node of texts) if (node.isConnected) lines.readAround(node);
  for (const tree of trees) for (const _ of readSubtree(tree, units));
  return work;
}

const changes: Readonly<Record<string, () => void>> = {
  "a cell's text": () => {
    const cell = document.querySelector("tr:nth-child(20) td:nth-child(2)") as Element;
    (cell.firstChild as Text).data = "212-555-0199";
  },
  "a cell's content": () => {
    const cell = document.querySelector("tr:nth-child(20) td:nth-child(2)") as Element;
    cell.textContent = "212-555-0199";
  },
  "a row added": () => {
    const template = document.createElement("template");
    template.innerHTML = "<tr><td>New</td><td>212-555-0199</td></tr>";
    document.querySelector("tbody")?.append(template.content);
  },
};

test.each(Object.entries(changes))("%s costs the same on a page of any size", (_what, change) => {
  const small = workOf(40, change);
  const large = workOf(1000, change);
  expect(large).toEqual(small);
  expect(large.numbers).toEqual(["+12125550199"]);
  expect(large.texts).toBe(1);
  expect(large.characters).toBeLessThan(60);
});
