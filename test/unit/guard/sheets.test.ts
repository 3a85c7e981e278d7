// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { createSheets } from "../../../lib/guard/sheets.ts";

it("leaves alone what has left its tree", () => {
  document.adoptedStyleSheets ??= [];
  const end = new AbortController();
  const sheets = createSheets(document, end.signal);
  const parent = document.createElement("div");
  parent.append(document.createElement("a"));
  expect(() => sheets.forAttributes(parent.firstChild as Node)).not.toThrow();
  const before = document.adoptedStyleSheets.length;
  end.abort();
  expect(document.adoptedStyleSheets.length).toBe(before - 1);
});
