import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { planModule } from "./plan-table.ts";

describe("the table of numbering plans", () => {
  it("is what libphonenumber's metadata says", () => {
    const file = new URL("../../../lib/phone/plan-data.ts", import.meta.url);
    expect(readFileSync(file, "utf8")).toBe(planModule());
  });
});
