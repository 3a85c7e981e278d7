// @vitest-environment happy-dom
import { describe, expect, test } from "vitest";
import { scanTexts } from "../../../lib/guard/text/text-scan.ts";

async function find(html: string): Promise<string[]> {
  document.body.innerHTML = html;
  const found = await scanTexts(document.body, "US", () => null);
  return found.map(({ number }) => number);
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
  ])("%s", async (_where, html) => {
    expect(await find(html)).toEqual(["+15123231039"]);
  });

  test("one number across elements stays one", async () => {
    expect(await find("<p><b>(512)</b> <span>323</span>-<span>1039</span></p>")).toEqual([
      "+15123231039",
    ]);
  });
});
