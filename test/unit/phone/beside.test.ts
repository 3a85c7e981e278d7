import { describe, expect, it } from "vitest";
import { numberStretches } from "../../../lib/phone/possible.ts";
import { readValue } from "../../../lib/phone/read-number.ts";
import { type Beside, BOUNDARY, scanNumbers } from "../../../lib/phone/scan.ts";

const found = (text: string, country: string, beside?: Beside): string[] =>
  scanNumbers(text, country, beside).map(({ number }) => number);

describe("what stands beside a text", () => {
  it.each<[text: string, country: string, beside: Beside, ...numbers: string[]]>([
    ["4155552671", "US", { header: "Mobile" }, "+14155552671"],
    ["4155552671", "US", { header: "Order #" }],
    ["4155552671", "US", { label: "Invoice number" }],
    ["4155552671", "US", { field: "order_id" }],
    ["4155552671", "US", { field: "accountId" }],
    ["4155552671", "US", { field: "mobilephone" }, "+14155552671"],
    ["4155552671", "US", { field: "tel" }, "+14155552671"],
    ["4155552671", "US", { label: "Account phone" }, "+14155552671"],
    ["4155552671", "US", { header: "Owner" }, "+14155552671"],
    ["415-555-2671", "US", { header: "Reference" }, "+14155552671"],
    ["4155552671", "US", { header: "Order", field: "mobile" }, "+14155552671"],
    ["4155552671", "US", { header: "Contact No." }, "+14155552671"],
    ["4155552671", "US", { header: "No." }],
    ["4155552671", "US", { header: "Contact order no." }],
    ["Contact no. 4155552671", "US", {}, "+14155552671"],
    ["7700 900123, +44 20 7946 0958", "GB", { header: "Phones" }, "+447700900123", "+442079460958"],
    ["(415) 555-2671", "US", { header: "Reference" }, "+14155552671"],
    ["+14155552671", "US", { header: "Reference" }, "+14155552671"],
    ["Phone: 4155552671", "US", { header: "Reference" }, "+14155552671"],
    ["Order 4155552671", "US", { header: "Phone" }],
    ["41 55 55 26 71", "US", { header: "Phone" }, "+14155552671"],
    ["7700 900123", "GB", { header: "Phone" }, "+447700900123"],
    ["7700 900123", "GB", {}],
    ["442079460958", "US", { header: "Phone" }, "+442079460958"],
    ["442079460958", "US", {}],
    ["4155552671", "US", { label: "Phone", header: "Order" }, "+14155552671"],
  ])("decides on %j in %s beside %j", (text, country, beside, ...numbers) => {
    expect(found(text, country, beside)).toEqual(numbers);
  });
});

describe("what stands beside a text, where the text tells", () => {
  const beside: Beside = {
    get label(): string {
      throw new Error("looked up");
    },
  };

  it.each([
    "(415) 555-2671",
    "415-555-2671",
    "+14155552671",
    "Phone 4155552671",
    "Order 4155552671",
    "2026-11-23 14:55:52",
    "$4,155,552,671",
    "1.1.1.1",
  ])("is not looked up for %j", (text) => {
    expect(() => scanNumbers(text, "US", beside)).not.toThrow();
  });

  it("is looked up once for bare digits", () => {
    let times = 0;
    const counted: Beside = {
      get label() {
        times++;
        return "Order";
      },
    };
    expect(scanNumbers("4155552671, 4155552672", "US", counted)).toEqual([]);
    expect(times).toBe(1);
  });
});

describe("the value of an input", () => {
  it.each<[value: string, beside: Beside, number: string | null]>([
    ["4155552671", { label: "Order no." }, null],
    ["4155552671", { field: "invoice_id" }, null],
    ["4155552671", { label: "Order no.", field: "tel" }, "+14155552671"],
    ["4155552671", { label: "Mobile" }, "+14155552671"],
    ["4155552671", {}, "+14155552671"],
    ["(415) 555-2671", { label: "Order no." }, "+14155552671"],
    ["+14155552671", { label: "Order no." }, "+14155552671"],
  ])("%j beside %j", (value, beside, number) => {
    expect(readValue(value, "US", beside)).toBe(number);
  });
});

describe("texts of several nodes", () => {
  it.each([
    ["(415) ", "555-2671"],
    ["(415)", " ", "555", "-", "2671"],
    ["(415)\n        ", "555-2671"],
    ["\n  415", "\n  555", "\n  2671\n"],
    ["+1", "\n", "415 555 2671"],
  ])("hold one number: %j %j", (...nodes) => {
    expect(found(nodes.join(""), "US")).toEqual(["+14155552671"]);
  });

  it("are kept apart by a boundary", () => {
    expect(found(["415", "555", "2671"].join(BOUNDARY), "US")).toEqual([]);
    expect(found(["4155552671", "2125550199"].join(BOUNDARY), "US")).toEqual([
      "+14155552671",
      "+12125550199",
    ]);
    expect(found(`Order${BOUNDARY}4155552671`, "US")).toEqual(["+14155552671"]);
  });

  it("tell cheaply where numbers may be", () => {
    const text = "Ada Lovelace, 12 Main St, (415) 555-2671, since 2026; 1-800-FLOWERS";
    const stretches = numberStretches(text, false).bounds;
    const parts = stretches.flatMap((from, i) =>
      i % 2 === 0 ? [text.slice(from, stretches[i + 1])] : [],
    );
    expect(parts.map((part) => part.trim())).toEqual(["(415) 555-2671", "1-800-"]);
  });
});

describe("numbers abroad", () => {
  it.each([
    ["US", "011 44 20 7946 0958", "+442079460958"],
    ["US", "0044 20 7946 0958", "+442079460958"],
    ["AU", "0011 44 20 7946 0958", "+442079460958"],
    ["JP", "010 44 20 7946 0958", "+442079460958"],
    ["RU", "810 44 20 7946 0958", "+442079460958"],
    ["DE", "001 415 555 2671", "+14155552671"],
    ["US", "+44 (0)20 7946 0958", "+442079460958"],
    ["US", "+52 1 55 1234 5678", "+525512345678"],
    ["US", "+39 06 6982 0000", "+390669820000"],
    ["US", "(+44) 20 7946 0958", "+442079460958"],
    ["US", "+ 44 20 7946 0958", "+442079460958"],
  ])("from %s: %s", (country, text, number) => {
    expect(found(`Call ${text} now`, country)).toEqual([number]);
  });
});

describe("digits of other scripts", () => {
  it.each(["٤١٥٥٥٥٢٦٧١", "۴۱۵-۵۵۵-۲۶۷۱", "４１５ ５５５ ２６７１"])("%s", (text) => {
    expect(found(text, "US")).toEqual(["+14155552671"]);
  });
});
