import { describe, expect, it } from "vitest";
import type { AuditEntry } from "../../../lib/audit/entry.ts";
import { type AuditFilter, digitsOf, matchesFilter } from "../../../lib/audit/filter.ts";
import type { E164 } from "../../../lib/phone/e164.ts";

const entry: AuditEntry = {
  seq: 1,
  at: 1000,
  action: "change",
  actor: "Dana Agent 101",
  to: "+14155552671" as E164,
  from: "+442079460018" as E164,
  result: "done",
  previous: "",
  hash: "",
};

describe("a search of the audit log", () => {
  it.each<[string, AuditFilter, boolean]>([
    ["nothing asked", {}, true],
    ["the kind", { action: "change" }, true],
    ["another kind", { action: "check" }, false],
    ["a part of the name in any case", { person: " dana ag" }, true],
    ["the extension", { person: "101" }, true],
    ["another person", { person: "Sam" }, false],
    ["the customer as written nationally", { digits: digitsOf("(415) 555-2671") }, true],
    ["the last digits", { digits: digitsOf("2671") }, true],
    ["the business number with its trunk zero", { digits: digitsOf("020 7946 0018") }, true],
    ["another number", { digits: digitsOf("+1 415 555 2672") }, false],
    ["a span that holds it", { since: 1000, until: 1001 }, true],
    ["a span that ends before", { until: 1000 }, false],
    ["a span that begins later", { since: 1001 }, false],
    ["all of them, one wrong", { action: "change", person: "dana", digits: "999" }, false],
  ])("by %s", (_, filter, found) => {
    expect(matchesFilter(entry, filter)).toBe(found);
  });

  it("finds no number in an entry without one, and nobody's entry by a name", () => {
    const { to: _, from: __, ...none } = entry;
    expect(matchesFilter(none, { digits: "1" })).toBe(false);
    expect(matchesFilter({ ...entry, actor: null }, { person: "dana" })).toBe(false);
    expect(matchesFilter({ ...none, from: null }, { digits: "1" })).toBe(false);
  });
});
