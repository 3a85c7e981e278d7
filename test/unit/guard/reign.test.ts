// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { beginReign } from "../../../lib/guard/reign.ts";

it("hands over to the script of an update, and does not believe a page that tells of one", () => {
  let orphan = false;
  const first = beginReign(document, () => orphan);
  document.dispatchEvent(new Event("consent-guard-began"));
  expect(first.aborted).toBe(false);
  orphan = true;
  const second = beginReign(document, () => false);
  expect(first.aborted).toBe(true);
  expect(second.aborted).toBe(false);
});
