// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { beginReign, type World } from "../../../lib/guard/reign.ts";

it.each([
  ["in the same world", (first: World) => first],
  ["in a world of its own", () => ({})],
])(
  "hands over to the script of an update %s, and does not believe a page that tells of one",
  (_where, worldOf) => {
    let orphan = false;
    const world: World = {};
    const first = beginReign(document, world, () => orphan);
    document.dispatchEvent(new Event("consent-guard-began"));
    expect(first?.aborted).toBe(false);
    orphan = true;
    const second = beginReign(document, worldOf(world), () => false);
    expect(first?.aborted).toBe(true);
    expect(second?.aborted).toBe(false);
  },
);

it("begins no second one beside one that is alive", () => {
  const world: World = {};
  expect(beginReign(document, world, () => false)?.aborted).toBe(false);
  expect(beginReign(document, world, () => false)).toBeNull();
});
