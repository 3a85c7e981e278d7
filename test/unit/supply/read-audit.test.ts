import { expect, it } from "vitest";
import { readAudit } from "../../audit-deps/read-audit.ts";

it("an audit's answer is counted by severity", () => {
  const vulnerabilities = { info: 0, low: 3, moderate: 2, high: 1, critical: 0, total: 6 };
  const output = JSON.stringify({ auditReportVersion: 2, metadata: { vulnerabilities } });
  const { total: _, ...counts } = vulnerabilities;
  expect(readAudit(output)).toEqual({ known: true, counts });
});

it.each([
  [JSON.stringify({ message: "405 Method Not Allowed", error: {} }), "405 Method Not Allowed"],
  ["", "no answer"],
  ["<html>", "no answer"],
  [JSON.stringify({ metadata: { vulnerabilities: { high: "many" } } }), "no answer"],
])("a registry that does not tell is no clean audit: %j", (output, reason) => {
  expect(readAudit(output)).toEqual({ known: false, reason });
});
